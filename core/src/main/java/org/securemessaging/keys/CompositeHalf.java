package org.securemessaging.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.securemessaging.cms.decrypt.KemAlgorithm;

/**
 * The ML-KEM part of a composite public key, by which its certificate is told: in the private key
 * it is a seed, and both stand first (draft-ietf-lamps-pq-composite-kem §4). Stateless.
 */
final class CompositeHalf {
    private static final int SEED = 64;
    private static final int ML_KEM_768_KEY = 1184;
    private static final int ML_KEM_1024_KEY = 1568;

    /** The identifiers of this arc from here on are with ML-KEM-1024. */
    private static final int FIRST_1024 = 62;

    private CompositeHalf() {}

    /** That of a private key; empty if it is no composite. */
    static Optional<String> of(PrivateKeyInfo key) {
        ASN1ObjectIdentifier oid = key.getPrivateKeyAlgorithm().getAlgorithm();
        byte[] parts = key.getPrivateKey().getOctets();
        if (KemAlgorithm.of(oid) != KemAlgorithm.COMPOSITE || parts.length <= SEED) {
            return Optional.empty();
        }
        byte[] seed = Arrays.copyOf(parts, SEED);
        try {
            return Optional.of(
                    text(
                            new MLKEMPrivateKeyParameters(
                                            large(oid)
                                                    ? MLKEMParameters.ml_kem_1024
                                                    : MLKEMParameters.ml_kem_768,
                                            seed)
                                    .getPublicKey()));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** That of a certificate's key; empty if it is no composite. */
    static Optional<String> of(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier oid = key.getAlgorithm().getAlgorithm();
        if (KemAlgorithm.of(oid) != KemAlgorithm.COMPOSITE) {
            return Optional.empty();
        }
        byte[] parts = key.getPublicKeyData().getOctets();
        int length = large(oid) ? ML_KEM_1024_KEY : ML_KEM_768_KEY;
        return parts.length > length
                ? Optional.of(text(Arrays.copyOf(parts, length)))
                : Optional.empty();
    }

    private static boolean large(ASN1ObjectIdentifier oid) {
        String id = oid.getId();
        return Integer.parseInt(id.substring(id.lastIndexOf('.') + 1)) >= FIRST_1024;
    }

    private static String text(byte[] key) {
        return "composite " + HexFormat.of().formatHex(key);
    }
}
