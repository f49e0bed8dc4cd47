package org.securemessaging.server.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;

/** The kinds of keys in the trial PKI: RSA for most, elliptic curves so that both are seen. */
public enum Keys {
    /** RSA with 2048 bits, what most certificates for mail hold. */
    RSA("RSA", 2048, "SHA256withRSA"),
    /** ECDSA on P-256. */
    P256("EC", 256, "SHA256withECDSA");

    private final String algorithm;
    private final int bits;
    private final String signature;

    Keys(String algorithm, int bits, String signature) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.signature = signature;
    }

    /**
     * Makes a key of this kind.
     *
     * @return a fresh key pair
     */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new PkiException("No " + this + " key can be made here", e);
        }
    }

    /**
     * The signature algorithm that goes with a key.
     *
     * @param key a private key of one of these kinds
     * @return its name as JCA knows it
     */
    public static String signatureAlgorithm(PrivateKey key) {
        return key.getAlgorithm().equals(RSA.algorithm) ? RSA.signature : P256.signature;
    }
}
