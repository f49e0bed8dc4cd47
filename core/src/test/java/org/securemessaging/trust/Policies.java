package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Object identifiers that generated paths use. */
final class Policies {
    static final String GOLD = "1.2.3.1";
    static final String SILVER = "1.2.3.2";
    static final String BRONZE = "1.2.3.3";
    static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.999");

    private Policies() {}

    static List<String> any() {
        return new ArrayList<>(List.of(PolicyInputs.ANY_POLICY));
    }
}
