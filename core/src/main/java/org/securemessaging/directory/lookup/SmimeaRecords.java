package org.securemessaging.directory.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.directory.lookup.LookupSource.Answer;
import org.xbill.DNS.Record;
import org.xbill.DNS.SMIMEARecord;

/**
 * Reads SMIMEA records (RFC 8162 §2, RFC 6698 §2.1). Only whole certificates are of use for finding
 * one: keys and digests name what must be had from elsewhere. One use by one thread.
 */
final class SmimeaRecords {
    /** Whoever renews each year and never clears up has ten after a decade; 64 KB hold no more. */
    private static final int MOST_RECORDS = 50;

    private static final int CA_CONSTRAINT = 0;
    private static final int TRUST_ANCHOR = 2;
    private static final int DOMAIN_ISSUED = 3;
    private static final int WHOLE_CERTIFICATE = 0;
    private static final int UNHASHED = 0;

    private final String origin;
    private final boolean vouching;
    private final List<Certificate> authorities = new ArrayList<>();
    private final List<Certificate> people = new ArrayList<>();
    private final List<Certificate> vouched = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A reading.
     *
     * @param origin where the records are from
     * @param vouching whether usage 3 stands for its certificate
     */
    SmimeaRecords(String origin, boolean vouching) {
        this.origin = origin;
        this.vouching = vouching;
    }

    /** What records hold. */
    Answer read(List<Record> records) {
        records.stream()
                .limit(MOST_RECORDS)
                .filter(SMIMEARecord.class::isInstance)
                .map(SMIMEARecord.class::cast)
                .forEach(this::add);
        if (records.size() > MOST_RECORDS) {
            problems.add(origin + ": more than " + MOST_RECORDS + " records");
        }
        List<Candidate> candidates = new ArrayList<>();
        people.forEach(each -> candidates.add(candidate(each, false)));
        vouched.forEach(each -> candidates.add(candidate(each, true)));
        return new Answer(candidates, problems);
    }

    private Candidate candidate(Certificate certificate, boolean isVouched) {
        return new Candidate(
                certificate,
                Optional.empty(),
                authorities,
                isVouched ? origin + ", on the domain's own word" : origin,
                isVouched);
    }

    private void add(SMIMEARecord record) {
        String kind =
                "%s, SMIMEA %d %d %d"
                        .formatted(
                                origin,
                                record.getCertificateUsage(),
                                record.getSelector(),
                                record.getMatchingType());
        if (record.getSelector() != WHOLE_CERTIFICATE || record.getMatchingType() != UNHASHED) {
            problems.add(kind + ": holds no certificate, but what one must match");
            return;
        }
        try {
            place(record.getCertificateUsage(), certificate(record), kind);
        } catch (CertificateFormatException e) {
            problems.add(kind + ": " + e.getMessage());
        }
    }

    private static Certificate certificate(SMIMEARecord record) throws CertificateFormatException {
        return Certificate.parse(record.getCertificateAssociationData());
    }

    private void place(int usage, Certificate certificate, String kind) {
        switch (usage) {
            case CA_CONSTRAINT, TRUST_ANCHOR -> authorities.add(certificate);
            case DOMAIN_ISSUED -> (vouching ? vouched : people).add(certificate);
            case 1 -> people.add(certificate);
            default -> problems.add(kind + ": no such usage is known");
        }
    }
}
