package org.securemessaging.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The boundaries of the open multiparts, sorted, so that those that a line starts with are found by
 * reading the line once, however many there are and however alike. Immutable.
 */
final class BoundaryIndex {
    private final List<Entry> sorted;

    private record Entry(EntityDraft draft, int level) {
        byte[] boundary() {
            return draft.boundary();
        }
    }

    /**
     * Indexes the open ones among the entities being read.
     *
     * @param path the entities, outermost first
     */
    BoundaryIndex(List<EntityDraft> path) {
        this.sorted =
                IntStream.range(0, path.size())
                        .filter(level -> path.get(level).isOpen())
                        .mapToObj(level -> new Entry(path.get(level), level))
                        .sorted(Comparator.comparing(Entry::boundary, Arrays::compare))
                        .toList();
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** The levels whose boundaries stand at a position, outermost first. */
    List<Integer> at(Window window, long position) {
        List<Integer> found = List.of();
        int low = 0;
        int high = sorted.size();
        for (int depth = 0; low < high; depth++) {
            while (low < high && sorted.get(low).boundary().length == depth) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(sorted.get(low).level());
                low++;
            }
            int octet = window.at(position + depth);
            if (octet < 0) {
                break;
            }
            // Arrays.compare sorts octets as signed.
            low = firstAbove(low, high, depth, (byte) octet - 1);
            high = firstAbove(low, high, depth, (byte) octet);
        }
        if (found.size() > 1) {
            Collections.sort(found);
        }
        return found;
    }

    /** The first in a range of equal beginnings whose next octet is above a value. */
    private int firstAbove(int low, int high, int depth, int value) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted.get(middle).boundary()[depth] > value) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
