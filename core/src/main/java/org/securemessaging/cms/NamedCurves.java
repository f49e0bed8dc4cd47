package org.securemessaging.cms;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;

/** The curves that ECDSA is verified on (RFC 5480 §2.1.1.1, RFC 5639), by name alone. */
final class NamedCurves {
    private static final Map<ASN1ObjectIdentifier, String> NAMES =
            Map.ofEntries(
                    entry(SECObjectIdentifiers.secp192r1, "P-192"),
                    entry(SECObjectIdentifiers.secp224r1, "P-224"),
                    entry(SECObjectIdentifiers.secp256r1, "P-256"),
                    entry(SECObjectIdentifiers.secp384r1, "P-384"),
                    entry(SECObjectIdentifiers.secp521r1, "P-521"),
                    entry(SECObjectIdentifiers.secp256k1, "secp256k1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP224r1, "brainpoolP224r1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP256r1, "brainpoolP256r1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP256t1, "brainpoolP256t1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP320r1, "brainpoolP320r1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP320t1, "brainpoolP320t1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP384r1, "brainpoolP384r1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP384t1, "brainpoolP384t1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP512r1, "brainpoolP512r1"),
                    entry(TeleTrusTObjectIdentifiers.brainpoolP512t1, "brainpoolP512t1"));

    private NamedCurves() {}

    static Set<String> names() {
        return new TreeSet<>(NAMES.values());
    }

    static Optional<String> name(ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(NAMES.get(oid));
    }
}
