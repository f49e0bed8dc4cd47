package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import javax.crypto.KeyGenerator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.crypto.EncapsulatedSecretExtractor;
import org.bouncycastle.crypto.kems.FrodoKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.FrodoKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jcajce.CompositePrivateKey;
import org.bouncycastle.jcajce.spec.KEMExtractSpec;
import org.bouncycastle.pqc.crypto.ntru.NTRUKEMExtractor;
import org.bouncycastle.pqc.crypto.ntru.NTRUPrivateKeyParameters;

/**
 * Takes the shared secret out of an encapsulation: ML-KEM (RFC 9936), composites of it with ECDH,
 * X25519, X448 or RSA-OAEP (draft-ietf-lamps-pq-composite-kem), FrodoKEM (ISO/IEC 18033-2/AMD2) and
 * NTRU. Each answers a false ciphertext with a random secret, or not at all, which the caller makes
 * look alike. Thread safe.
 */
final class Decapsulation {
    /** The composites' combiner gives SHA3-256's digest. */
    private static final int COMPOSITE_BITS = 256;

    private final Provider bouncyCastle;

    Decapsulation(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * The shared secret.
     *
     * @param kem the mechanism, which is the certificate's
     * @throws UnwrapException if it can't be had with this key
     */
    byte[] secret(ASN1ObjectIdentifier kem, PrivateKey key, byte[] ciphertext)
            throws UnwrapException {
        try {
            return key instanceof CompositePrivateKey composite
                    ? composite(composite, ciphertext)
                    : single(KemAlgorithm.of(kem), key, ciphertext);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Bouncy Castle answers a key of a wrong length with unchecked exceptions.
            throw new UnwrapException("the key does not decapsulate", e);
        }
    }

    private static byte[] single(KemAlgorithm kem, PrivateKey key, byte[] ciphertext)
            throws IOException, UnwrapException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new UnwrapException("a token's key does not decapsulate here");
        }
        // Not to be overwritten: Bouncy Castle's key gives out the array that it keeps itself.
        EncapsulatedSecretExtractor extractor = extractor(kem, encoded);
        if (ciphertext.length != extractor.getEncapsulationLength()) {
            throw new UnwrapException("a ciphertext of another length");
        }
        return extractor.extractSecret(ciphertext);
    }

    private static EncapsulatedSecretExtractor extractor(KemAlgorithm kem, byte[] encoded)
            throws IOException, UnwrapException {
        AsymmetricKeyParameter key =
                kem == KemAlgorithm.NTRU
                        ? org.bouncycastle.pqc.crypto.util.PrivateKeyFactory.createKey(encoded)
                        : PrivateKeyFactory.createKey(encoded);
        if (key instanceof MLKEMPrivateKeyParameters lattice) {
            return new MLKEMExtractor(lattice);
        } else if (key instanceof FrodoKEMPrivateKeyParameters frodo) {
            return new FrodoKEMExtractor(frodo);
        } else if (key instanceof NTRUPrivateKeyParameters ntru) {
            return new NTRUKEMExtractor(ntru);
        }
        throw new UnwrapException("a key that does not decapsulate");
    }

    /** The components name their provider, or Bouncy Castle looks for one in the JVM's list. */
    private byte[] composite(CompositePrivateKey key, byte[] ciphertext)
            throws GeneralSecurityException {
        CompositePrivateKey.Builder components =
                CompositePrivateKey.builder(key.getAlgorithmIdentifier().getAlgorithm());
        key.getPrivateKeys().forEach(part -> components.addPrivateKey(part, bouncyCastle));
        KeyGenerator generator = KeyGenerator.getInstance(key.getAlgorithm(), bouncyCastle);
        generator.init(
                new KEMExtractSpec.Builder(components.build(), ciphertext, "secret", COMPOSITE_BITS)
                        .withNoKdf()
                        .build());
        return generator.generateKey().getEncoded();
    }
}
