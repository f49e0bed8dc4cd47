package org.securemessaging.certificate;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mail address in the form in which two are compared (RFC 9598 §5). Immutable and thread safe.
 *
 * @param localPart the part before the last {@code @}; ASCII in lower case, else as written
 * @param domain the domain in lower case, each label as a U-label where it has one
 */
public record MailAddress(String localPart, String domain) {
    /**
     * Parses an addr-spec.
     *
     * @param addrSpec such as {@code user@example.org}; a quoted local part is compared as written
     * @return the address, or empty if there is no local part or no domain
     */
    public static Optional<MailAddress> parse(String addrSpec) {
        int at = addrSpec.lastIndexOf('@');
        if (at <= 0 || at == addrSpec.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new MailAddress(
                        comparableLocalPart(addrSpec.substring(0, at)),
                        comparableDomain(addrSpec.substring(at + 1))));
    }

    private static String comparableLocalPart(String localPart) {
        // Only pure ASCII is folded: Unicode folding would make a Kelvin sign equal to a "k".
        boolean ascii = localPart.chars().allMatch(c -> c < 0x80);
        return ascii ? localPart.toLowerCase(Locale.ROOT) : localPart;
    }

    private static String comparableDomain(String domain) {
        return Arrays.stream(domain.split("\\.", -1))
                .map(MailAddress::comparableLabel)
                .collect(Collectors.joining("."));
    }

    private static String comparableLabel(String label) {
        if (label.chars().allMatch(c -> c < 0x80)) {
            // IDN gives a label back unchanged if it is no A-label; an IDNA 2008 label that
            // IDNA 2003 maps to another one (sharp s) stays an A-label and equals only itself.
            return IDN.toUnicode(label.toLowerCase(Locale.ROOT), IDN.ALLOW_UNASSIGNED);
        }
        return Normalizer.normalize(label, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
