package org.securemessaging.keys;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.EncapsulatedSecretExtractor;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.FrodoKEMExtractor;
import org.bouncycastle.crypto.kems.FrodoKEMGenerator;
import org.bouncycastle.crypto.params.FrodoKEMPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.pqc.crypto.ntru.NTRUKEMExtractor;
import org.bouncycastle.pqc.crypto.ntru.NTRUKEMGenerator;
import org.bouncycastle.pqc.crypto.ntru.NTRUPrivateKeyParameters;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.decrypt.KemAlgorithm;

/**
 * Tells the certificate of a private key from which no public one can be made, FrodoKEM's or
 * NTRU's: what is encapsulated to the certificate's key comes out with the private one. Stateless.
 */
final class EncapsulationTrial {
    private static final SecureRandom RANDOM = new SecureRandom();

    private EncapsulationTrial() {}

    /** Whether they belong together; false for all other kinds of keys. */
    static boolean fits(PrivateKeyInfo key, Certificate certificate) {
        SubjectPublicKeyInfo half = certificate.holder().getSubjectPublicKeyInfo();
        KemAlgorithm kem = KemAlgorithm.of(half.getAlgorithm().getAlgorithm());
        if ((kem != KemAlgorithm.FRODO && kem != KemAlgorithm.NTRU)
                || !half.getAlgorithm()
                        .getAlgorithm()
                        .equals(key.getPrivateKeyAlgorithm().getAlgorithm())) {
            return false;
        }
        try {
            SecretWithEncapsulation sent = kem == KemAlgorithm.FRODO ? frodo(half) : ntru(half);
            EncapsulatedSecretExtractor extractor =
                    kem == KemAlgorithm.FRODO ? frodo(key) : ntru(key);
            return Arrays.equals(
                    sent.getSecret(), extractor.extractSecret(sent.getEncapsulation()));
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers a malformed key with many kinds of unchecked exception.
            return false;
        }
    }

    private static SecretWithEncapsulation frodo(SubjectPublicKeyInfo half) throws IOException {
        return new FrodoKEMGenerator(RANDOM).generateEncapsulated(PublicKeyFactory.createKey(half));
    }

    private static SecretWithEncapsulation ntru(SubjectPublicKeyInfo half) throws IOException {
        return new NTRUKEMGenerator(RANDOM)
                .generateEncapsulated(
                        org.bouncycastle.pqc.crypto.util.PublicKeyFactory.createKey(half));
    }

    private static EncapsulatedSecretExtractor frodo(PrivateKeyInfo key) throws IOException {
        return new FrodoKEMExtractor(
                (FrodoKEMPrivateKeyParameters) PrivateKeyFactory.createKey(key));
    }

    private static EncapsulatedSecretExtractor ntru(PrivateKeyInfo key) throws IOException {
        return new NTRUKEMExtractor(
                (NTRUPrivateKeyParameters)
                        org.bouncycastle.pqc.crypto.util.PrivateKeyFactory.createKey(key));
    }
}
