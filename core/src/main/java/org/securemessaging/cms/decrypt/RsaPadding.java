package org.securemessaging.cms.decrypt;

import java.security.MessageDigest;

/**
 * Takes the padding off what RSA decrypted, in time that does not depend on what it is, and with
 * random octets in place of a key that is not there (RFC 3218 §2.3.2): whoever sends ciphertexts to
 * be tried learns nothing from how they fail, since all of them fail in the content. Stateless.
 */
final class RsaPadding {
    /** RFC 8017 §7.2: 00 02, and eight octets of padding at least. */
    private static final int SHORTEST_PKCS1_PADDING = 10;

    private RsaPadding() {}

    /**
     * PKCS#1 v1.5 (RFC 8017 §7.2.2).
     *
     * @param encoded the encoded message, as long as the modulus
     * @param instead as many octets as the key must have
     * @return the key, or a copy of the other octets
     */
    static byte[] pkcs1(byte[] encoded, byte[] instead) {
        int separator = encoded.length - instead.length - 1;
        if (separator < SHORTEST_PKCS1_PADDING) {
            return instead.clone(); // Both lengths are public.
        }
        int bad = encoded[0] | (encoded[1] ^ 2) | encoded[separator];
        for (int i = 2; i < separator; i++) {
            bad |= isZero(encoded[i]);
        }
        return select(bad, encoded, separator + 1, instead);
    }

    /**
     * OAEP (RFC 8017 §7.1.2).
     *
     * @param encoded the encoded message, as long as the modulus
     * @param instead as many octets as the key must have
     * @param label the digest of the label
     * @param maskDigest the digest of MGF1
     * @return the key, or a copy of the other octets
     */
    static byte[] oaep(byte[] encoded, byte[] instead, byte[] label, MessageDigest maskDigest) {
        int seedLength = label.length;
        int separator = encoded.length - instead.length - 1;
        if (separator < 1 + 2 * seedLength) {
            return instead.clone(); // All lengths are public.
        }
        byte[] decoded = encoded.clone();
        int block = 1 + seedLength;
        mask(decoded, 1, block, decoded, block, decoded.length, maskDigest);
        mask(decoded, block, decoded.length, decoded, 1, block, maskDigest);
        int bad = decoded[0];
        for (int i = 0; i < seedLength; i++) {
            bad |= decoded[block + i] ^ label[i];
        }
        for (int i = block + seedLength; i < separator; i++) {
            bad |= decoded[i];
        }
        bad |= decoded[separator] ^ 1;
        return select(bad, decoded, separator + 1, instead);
    }

    /** Exclusive-ors MGF1 (RFC 8017 §B.2.1) of some octets over others. */
    private static void mask(
            byte[] target,
            int from,
            int to,
            byte[] seed,
            int seedFrom,
            int seedTo,
            MessageDigest digest) {
        int position = from;
        for (int counter = 0; position < to; counter++) {
            digest.update(seed, seedFrom, seedTo - seedFrom);
            digest.update(
                    new byte[] {
                        (byte) (counter >>> 24),
                        (byte) (counter >>> 16),
                        (byte) (counter >>> 8),
                        (byte) counter
                    });
            byte[] block = digest.digest();
            for (int i = 0; i < block.length && position < to; i++) {
                target[position++] ^= block[i];
            }
        }
    }

    private static byte[] select(int bad, byte[] encoded, int offset, byte[] instead) {
        int mask = -isZero((byte) bad);
        byte[] key = new byte[instead.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) ((encoded[offset + i] & mask) | (instead[i] & ~mask));
        }
        return key;
    }

    /** One for zero and zero for all else, without a branch. */
    private static int isZero(byte value) {
        return ((value & 0xFF) - 1) >>> 31;
    }
}
