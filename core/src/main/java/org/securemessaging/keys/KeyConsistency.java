package org.securemessaging.keys;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.securemessaging.cms.decrypt.KemAlgorithm;

/**
 * Whether the numbers of an RSA key belong together: its file names the public ones beside the
 * private ones, and so a damaged key could pass for its certificate's. Of every other kind the
 * public half is made of the private one. Stateless.
 */
final class KeyConsistency {
    private KeyConsistency() {}

    /**
     * Checks a key that a certificate was found for.
     *
     * @throws KeyFileException if its numbers contradict each other
     */
    static void require(PrivateKeyInfo info) {
        if (KemAlgorithm.of(info.getPrivateKeyAlgorithm().getAlgorithm()) != KemAlgorithm.UNKNOWN) {
            return;
        }
        try {
            AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
            if (key instanceof RSAPrivateCrtKeyParameters rsa && !consistent(rsa)) {
                throw new KeyFileException("holds a damaged RSA key: its numbers don't fit");
            }
        } catch (IOException e) {
            throw new KeyFileException("holds a private key that can't be read", e);
        }
    }

    /** RFC 8017 §3.2. */
    private static boolean consistent(RSAPrivateCrtKeyParameters key) {
        BigInteger p = key.getP();
        BigInteger q = key.getQ();
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger e = key.getPublicExponent();
        return p.multiply(q).equals(key.getModulus())
                && e.multiply(key.getExponent()).mod(p1).equals(BigInteger.ONE)
                && e.multiply(key.getExponent()).mod(q1).equals(BigInteger.ONE)
                && key.getDP().equals(key.getExponent().mod(p1))
                && key.getDQ().equals(key.getExponent().mod(q1))
                && key.getQInv().multiply(q).mod(p).equals(BigInteger.ONE);
    }
}
