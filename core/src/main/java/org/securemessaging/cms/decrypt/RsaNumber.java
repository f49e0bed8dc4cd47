package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.cms.CertifiedKey;

/** What a ciphertext is the RSA encryption of, as a number as long as the modulus. Stateless. */
final class RsaNumber {
    /** As for signatures: no honest key is longer. */
    private static final int LONGEST_MODULUS = 2048;

    private RsaNumber() {}

    /**
     * Decrypts, in software or in a token.
     *
     * @return the number; empty if the ciphertext is not below the modulus, which is no secret
     * @throws UnwrapException if the key is not for RSA
     * @throws KeyUnavailableException if the key's token does not answer
     */
    static Optional<byte[]> decrypt(CertifiedKey key, byte[] ciphertext) throws UnwrapException {
        BigInteger modulus = modulus(key.certificate().holder().getSubjectPublicKeyInfo());
        int length = (modulus.bitLength() + 7) / 8;
        BigInteger number = new BigInteger(1, ciphertext);
        if (number.compareTo(modulus) >= 0) {
            return Optional.empty();
        }
        byte[] decrypted = RawRsa.decrypt(key, fixedLength(number.toByteArray(), length));
        byte[] fixed = fixedLength(decrypted, length);
        Arrays.fill(decrypted, (byte) 0);
        return Optional.of(fixed);
    }

    private static BigInteger modulus(SubjectPublicKeyInfo info) throws UnwrapException {
        try {
            BigInteger modulus = RSAPublicKey.getInstance(info.parsePublicKey()).getModulus();
            if (modulus.signum() > 0 && modulus.bitLength() <= LONGEST_MODULUS * 8) {
                return modulus;
            }
        } catch (IOException | RuntimeException e) {
            throw new UnwrapException("the key is no RSA key", e);
        }
        throw new UnwrapException("the key is no RSA key of a sane length");
    }

    /** The last octets, with zeros before them where there are too few. */
    private static byte[] fixedLength(byte[] octets, int length) {
        byte[] fixed = new byte[length];
        int taken = Math.min(octets.length, length);
        System.arraycopy(octets, octets.length - taken, fixed, length - taken, taken);
        return fixed;
    }
}
