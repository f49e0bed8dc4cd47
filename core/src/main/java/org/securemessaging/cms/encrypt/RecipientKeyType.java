package org.securemessaging.cms.encrypt;

import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;

/** A kind of key that a content-encryption key can be encrypted to. */
sealed interface RecipientKeyType {
    /** RSA (RFC 3370 §4.2.1, RFC 3560). */
    record Rsa() implements RecipientKeyType {}

    /**
     * Ephemeral-static Diffie-Hellman (RFC 5753, RFC 8418).
     *
     * @param group the curve; recipients of one share the sender's key
     * @param algorithm the name by which a generator of the sender's keys is had
     * @param scheme key agreement and derivation
     */
    record Agreement(ASN1ObjectIdentifier group, String algorithm, ASN1ObjectIdentifier scheme)
            implements RecipientKeyType {}

    /** ML-KEM (RFC 9936). */
    record Encapsulation() implements RecipientKeyType {}

    /** A digest as strong as the curve (RFC 5753 §7.1.4). */
    Map<ASN1ObjectIdentifier, ASN1ObjectIdentifier> CURVES =
            Map.of(
                    SECObjectIdentifiers.secp256r1, CMSAlgorithm.ECDH_SHA256KDF,
                    SECObjectIdentifiers.secp384r1, CMSAlgorithm.ECDH_SHA384KDF,
                    SECObjectIdentifiers.secp521r1, CMSAlgorithm.ECDH_SHA512KDF,
                    TeleTrusTObjectIdentifiers.brainpoolP256r1, CMSAlgorithm.ECDH_SHA256KDF,
                    TeleTrusTObjectIdentifiers.brainpoolP384r1, CMSAlgorithm.ECDH_SHA384KDF,
                    TeleTrusTObjectIdentifiers.brainpoolP512r1, CMSAlgorithm.ECDH_SHA512KDF);

    /** The kind of a certificate's key, or empty if it is none. */
    static Optional<RecipientKeyType> of(SubjectPublicKeyInfo key) {
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return Optional.of(new Rsa());
        } else if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return curve(algorithm);
        } else if (oid.equals(EdECObjectIdentifiers.id_X25519)) {
            return Optional.of(new Agreement(oid, "X25519", CMSAlgorithm.ECDH_HKDF_SHA256));
        } else if (oid.equals(EdECObjectIdentifiers.id_X448)) {
            return Optional.of(new Agreement(oid, "X448", CMSAlgorithm.ECDH_HKDF_SHA512));
        }
        return oid.on(NISTObjectIdentifiers.kems)
                ? Optional.of(new Encapsulation())
                : Optional.empty();
    }

    private static Optional<RecipientKeyType> curve(AlgorithmIdentifier algorithm) {
        // Explicit parameters, or none, name no curve.
        return algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
                ? Optional.ofNullable(CURVES.get(curve))
                        .map(scheme -> new Agreement(curve, "EC", scheme))
                : Optional.empty();
    }
}
