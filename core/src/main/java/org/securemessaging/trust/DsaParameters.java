package org.securemessaging.trust;

import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * DSA keys whose parameters are those of their issuer's key (RFC 3279 §2.3.2, RFC 5280 §6.1.4 e).
 */
final class DsaParameters {
    private DsaParameters() {}

    static boolean areInherited(SubjectPublicKeyInfo key) {
        return key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa)
                && key.getAlgorithm().getParameters() == null;
    }

    /** The key with its issuer's parameters; empty if that has none to give. */
    static Optional<SubjectPublicKeyInfo> inherit(
            SubjectPublicKeyInfo key, SubjectPublicKeyInfo issuer) {
        if (!issuer.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa)
                || areInherited(issuer)) {
            return Optional.empty();
        }
        return Optional.of(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(
                                X9ObjectIdentifiers.id_dsa, issuer.getAlgorithm().getParameters()),
                        key.getPublicKeyData().getBytes()));
    }
}
