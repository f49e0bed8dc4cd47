package org.securemessaging.directory.lookup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/** In which order servers are asked: by priority, and among equals by lot (RFC 2782). Stateless. */
final class SrvOrder {
    private SrvOrder() {}

    /**
     * Orders records.
     *
     * @param records any; the root as the only target means that there is no server
     * @param chance draws the lots
     */
    static List<SRVRecord> of(List<SRVRecord> records, RandomGenerator chance) {
        List<SRVRecord> left =
                new ArrayList<>(
                        records.stream()
                                .filter(record -> !record.getTarget().equals(Name.root))
                                .sorted(
                                        Comparator.comparingInt(SRVRecord::getPriority)
                                                .thenComparingInt(SRVRecord::getWeight))
                                .toList());
        List<SRVRecord> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.get(0).getPriority();
            List<SRVRecord> equals =
                    left.stream().filter(record -> record.getPriority() == priority).toList();
            SRVRecord drawn = draw(equals, chance);
            ordered.add(drawn);
            left.remove(drawn);
        }
        return ordered;
    }

    /** Those of weight zero come first in the list, and so are drawn rarely, but not never. */
    private static SRVRecord draw(List<SRVRecord> equals, RandomGenerator chance) {
        int sum = equals.stream().mapToInt(SRVRecord::getWeight).sum();
        int lot = chance.nextInt(sum + 1);
        int running = 0;
        for (SRVRecord record : equals) {
            running += record.getWeight();
            if (running >= lot) {
                return record;
            }
        }
        throw new IllegalStateException("the lot is not above the sum");
    }
}
