package org.securemessaging.certificate;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A distinguished name in the form in which two names are compared (RFC 5280 §7.1): attribute by
 * attribute in their order, strings without regard to their ASN.1 string type, to case and to runs
 * of spaces.
 *
 * <p>{@link X500Name#equals} is not used since it disregards the order of the RDNs. Immutable and
 * thread safe.
 *
 * @param canonical the comparable form; of no meaning to people
 */
public record NameKey(String canonical) {
    /**
     * The key of a name.
     *
     * @param name a distinguished name
     * @return its comparable form
     * @throws CertificateFormatException if the name is malformed
     */
    public static NameKey of(X500Name name) {
        try {
            return new NameKey(canonical(name));
        } catch (RuntimeException e) {
            // Bouncy Castle reads a name late, and answers a malformed one with an exception then.
            throw new CertificateFormatException("malformed name", e);
        }
    }

    /**
     * Whether the name has no attributes.
     *
     * @return true for an empty sequence of RDNs
     */
    public boolean isEmpty() {
        return canonical.isEmpty();
    }

    private static String canonical(X500Name name) {
        StringBuilder canonical = new StringBuilder();
        for (RDN rdn : name.getRDNs()) {
            String[] parts =
                    Arrays.stream(rdn.getTypesAndValues())
                            .map(NameKey::attribute)
                            .sorted()
                            .toArray(String[]::new);
            canonical.append(String.join("\u0001", parts)).append('\u0000');
        }
        return canonical.toString();
    }

    private static String attribute(AttributeTypeAndValue attribute) {
        return attribute.getType().getId() + '=' + value(attribute.getValue());
    }

    private static String value(ASN1Encodable value) {
        if (value instanceof ASN1String string
                && !(value instanceof ASN1BitString)
                && !(value instanceof ASN1UniversalString)) {
            return 's' + prepare(string.getString());
        }
        try {
            return 'x'
                    + HexFormat.of()
                            .formatHex(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (java.io.IOException e) {
            throw new CertificateFormatException("a name holds a value that has no DER form", e);
        }
    }

    private static String prepare(String text) {
        String folded =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
        // Separators must not be forged by a value that holds them.
        return folded.strip()
                .replaceAll("\\s+", " ")
                .replace('\u0000', '\uFFFD')
                .replace('\u0001', '\uFFFD');
    }
}
