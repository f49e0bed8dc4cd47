package org.securemessaging.directory.publication;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address that may stand in an entry: a dot-string at a domain name (RFC 5321 §4.1.2), in
 * ASCII as the attribute {@code mail} wants it (RFC 4524 §2.16), the domain in lower case. Quoted
 * local parts, address literals and internationalised local parts are not published: programs
 * differ about what they mean. Immutable and thread safe.
 *
 * @param localPart the part before the {@code @}, as written
 * @param domain the domain, with A-labels
 */
public record PersonAddress(String localPart, String domain) {
    // RFC 5321 §4.5.3.1.1 and .2.
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if it is no such address
     */
    public PersonAddress {
        if (!LOCAL_PART.matcher(localPart).matches() || !DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("no address that is published");
        }
    }

    /**
     * Reads an address.
     *
     * @param text such as {@code user@example.org}
     * @return the address, or empty if it is none that is published
     */
    public static Optional<PersonAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL_PART || text.length() - at > LONGEST_DOMAIN) {
            return Optional.empty();
        }
        String localPart = text.substring(0, at);
        return domain(text.substring(at + 1))
                .filter(domain -> LOCAL_PART.matcher(localPart).matches())
                .map(domain -> new PersonAddress(localPart, domain));
    }

    /**
     * Reads a domain name.
     *
     * @param text with A-labels or U-labels
     * @return the name with A-labels, in lower case; empty if it is none
     */
    public static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return Optional.of(ascii)
                    .filter(name -> name.length() <= LONGEST_DOMAIN)
                    .filter(DOMAIN.asMatchPredicate());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As it stands in {@code mail}. */
    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
