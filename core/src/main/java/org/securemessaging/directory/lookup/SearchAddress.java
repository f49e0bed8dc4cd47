package org.securemessaging.directory.lookup;

import java.net.IDN;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;

/**
 * A mail address that sources can be asked for. Immutable and thread safe.
 *
 * @param address as it is compared
 * @param asciiDomain the domain with A-labels
 */
public record SearchAddress(MailAddress address, String asciiDomain) {
    /**
     * RFC 5321 §4.5.3.1 allows 64 octets for a local part, but programs that send reports from
     * generated addresses do not care; nobody's certificate has a longer one.
     */
    private static final int LONGEST_LOCAL_PART = 256;

    /** RFC 5321 §4.5.3.1.2, RFC 1035 §2.3.4. */
    private static final int LONGEST_DOMAIN = 255;

    /**
     * Makes an address searchable.
     *
     * @param address any
     * @return empty if it is none that anybody has: too long, with control characters, or with a
     *     domain that is no domain name
     */
    public static Optional<SearchAddress> of(MailAddress address) {
        if (address.localPart().length() > LONGEST_LOCAL_PART
                || address.domain().length() > LONGEST_DOMAIN
                || hasControls(address.localPart())
                || hasControls(address.domain())) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(address.domain(), IDN.ALLOW_UNASSIGNED);
            return domain.length() > LONGEST_DOMAIN
                    ? Optional.empty()
                    : Optional.of(new SearchAddress(address, domain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /**
     * The domains under which the address may be written down: with A-labels, and, where that is
     * another spelling, with U-labels.
     *
     * @return one or two domains
     */
    List<String> domains() {
        return asciiDomain.equals(address.domain())
                ? List.of(asciiDomain)
                : List.of(asciiDomain, address.domain());
    }
}
