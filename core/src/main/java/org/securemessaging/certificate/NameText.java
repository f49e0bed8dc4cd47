package org.securemessaging.certificate;

import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/**
 * Writes a certificate's names as RFC 4514 has them, with the keywords of its §3 in the upper case
 * in which administrators know them, those of RFC 4519 for other attributes, and {@code
 * emailAddress}, which neither has. Thread safe.
 */
public final class NameText {
    private static final RFC4519Style STYLE = new Style();

    private NameText() {}

    /**
     * Writes a name.
     *
     * @param name the name
     * @return such as {@code CN=Alice,OU=Sales,O=Example,C=CH}; empty for the empty name
     */
    public static String of(X500Name name) {
        return STYLE.toString(name);
    }

    private static final class Style extends RFC4519Style {
        private static final Map<ASN1ObjectIdentifier, String> KEYWORDS =
                Map.of(
                        cn,
                        "CN",
                        l,
                        "L",
                        st,
                        "ST",
                        o,
                        "O",
                        ou,
                        "OU",
                        c,
                        "C",
                        street,
                        "STREET",
                        dc,
                        "DC",
                        uid,
                        "UID",
                        new ASN1ObjectIdentifier("1.2.840.113549.1.9.1"),
                        "emailAddress");

        // Bouncy Castle's table has no type parameters.
        @SuppressWarnings("unchecked")
        Style() {
            defaultSymbols.putAll(KEYWORDS);
        }
    }
}
