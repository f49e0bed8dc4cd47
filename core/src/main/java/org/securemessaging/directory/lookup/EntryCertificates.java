package org.securemessaging.directory.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.cms.SmimeCertificateValue;
import org.securemessaging.directory.lookup.LookupSource.Answer;

/**
 * Reads the certificates of directory entries: all values of userCertificate (RFC 4523) and
 * userSMIMECertificate (RFC 2798), with or without the option {@code ;binary}. Thread safe.
 */
public final class EntryCertificates {
    static final String USER_CERTIFICATE = "userCertificate";
    static final String USER_SMIME_CERTIFICATE = "userSMIMECertificate";

    /** Active Directory takes 32 KB; a value with a post-quantum path has a hundred. */
    private static final int LONGEST_VALUE = 256 << 10;

    /** Whoever renews each year and never clears up has twenty after a career. */
    private static final int MOST_VALUES = 100;

    private final SmimeCertificateReader reader;

    /**
     * A reader.
     *
     * @param reader reads the values of userSMIMECertificate
     */
    public EntryCertificates(SmimeCertificateReader reader) {
        this.reader = reader;
    }

    /** The names to ask for: some servers know one, some the other. */
    static List<String> askedNames(List<String> attributes) {
        return attributes.stream()
                .flatMap(attribute -> List.of(attribute, attribute + ";binary").stream())
                .toList();
    }

    /**
     * Reads entries.
     *
     * @param entries what a search found
     * @param source the name of the source
     * @return their certificates
     */
    Answer read(List<Entry> entries, String source) {
        Reading reading = new Reading();
        for (Entry entry : entries) {
            for (Attribute attribute : entry) {
                for (Value value : attribute) {
                    reading.value(
                            type(attribute),
                            value.getBytes(),
                            source + ", " + entry.getDn().getName() + ", " + attribute.getUpId());
                }
            }
        }
        return reading.answer();
    }

    private static String type(Attribute attribute) {
        String name = attribute.getUpId();
        int option = name.indexOf(';');
        return (option < 0 ? name : name.substring(0, option)).toLowerCase(Locale.ROOT);
    }

    /** What came out of one answer. One use by one thread. */
    private final class Reading {
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private int values;

        Answer answer() {
            return new Answer(candidates, problems);
        }

        void value(String type, byte[] octets, String origin) {
            boolean smime = type.equals(USER_SMIME_CERTIFICATE.toLowerCase(Locale.ROOT));
            if (!smime && !type.equals(USER_CERTIFICATE.toLowerCase(Locale.ROOT))) {
                return;
            }
            if (++values > MOST_VALUES) {
                if (values == MOST_VALUES + 1) {
                    problems.add(origin + ": more than " + MOST_VALUES + " values");
                }
            } else if (octets == null || octets.length > LONGEST_VALUE) {
                problems.add(origin + ": longer than " + LONGEST_VALUE + " octets, or empty");
            } else if (smime) {
                smime(octets, origin);
            } else {
                certificate(octets, origin);
            }
        }

        private void certificate(byte[] octets, String origin) {
            try {
                candidates.add(Candidate.of(Certificate.parse(octets), origin));
            } catch (CertificateFormatException e) {
                problems.add(origin + ": " + e.getMessage());
            }
        }

        private void smime(byte[] octets, String origin) {
            SmimeCertificateValue value = reader.read(octets);
            value.problems().forEach(problem -> problems.add(origin + ": " + problem));
            for (Certificate certificate : value.certificates()) {
                if (!isCa(certificate)) {
                    candidates.add(
                            new Candidate(
                                    certificate,
                                    value.capabilities(),
                                    value.certificates(),
                                    origin));
                }
            }
        }
    }

    private static boolean isCa(Certificate certificate) {
        try {
            Optional<BasicConstraints> constraints =
                    CertificateExtensions.of(certificate).basicConstraints();
            return constraints.filter(BasicConstraints::isCA).isPresent();
        } catch (CertificateFormatException e) {
            return false; // Its path will say so.
        }
    }
}
