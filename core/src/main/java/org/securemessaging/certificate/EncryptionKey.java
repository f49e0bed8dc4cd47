package org.securemessaging.certificate;

import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How a key takes part in encryption (RFC 5652 §6.2). */
enum EncryptionKey {
    /** It agrees on a key: elliptic curves (RFC 5753, RFC 8418), Diffie-Hellman. */
    AGREES,
    /** A key is encrypted, or encapsulated, to it: RSA, ML-KEM. */
    TRANSPORTS,
    /** It does neither. */
    SIGNS_ONLY;

    private static final Set<ASN1ObjectIdentifier> AGREEING =
            Set.of(
                    X9ObjectIdentifiers.id_ecPublicKey,
                    X9ObjectIdentifiers.dhpublicnumber,
                    PKCSObjectIdentifiers.dhKeyAgreement,
                    EdECObjectIdentifiers.id_X25519,
                    EdECObjectIdentifiers.id_X448);
    private static final Set<ASN1ObjectIdentifier> TRANSPORTING =
            Set.of(
                    PKCSObjectIdentifiers.rsaEncryption,
                    PKCSObjectIdentifiers.id_RSAES_OAEP,
                    X509ObjectIdentifiers.id_ea_rsa,
                    NISTObjectIdentifiers.id_alg_ml_kem_512,
                    NISTObjectIdentifiers.id_alg_ml_kem_768,
                    NISTObjectIdentifiers.id_alg_ml_kem_1024);

    static EncryptionKey of(Certificate certificate) {
        ASN1ObjectIdentifier kind =
                certificate.holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (AGREEING.contains(kind)) {
            return AGREES;
        }
        return TRANSPORTING.contains(kind) ? TRANSPORTS : SIGNS_ONLY;
    }
}
