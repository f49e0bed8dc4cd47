package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * Content with a tag over the ciphertext, decrypted as a stream.
 *
 * <p>The platform's authenticated ciphers hold all of a content in memory until its tag is checked
 * when they decrypt, but not when they encrypt. So the bare stream cipher decrypts, and the
 * authenticated one encrypts the outcome again, which gives the same ciphertext and the tag that it
 * must have. Both use the processor's instructions. One use by one thread.
 */
final class TaggedDecryptor implements ChunkDecryptor {
    private final Cipher stream;
    private final Cipher tagging;
    private final byte[] tag;
    private byte[] again = new byte[0];

    /**
     * A decryptor.
     *
     * @param stream the stream cipher at the content's first octet, decrypting
     * @param tagging the authenticated cipher, encrypting, with the authenticated attributes
     * @param tag the tag that must come out
     */
    TaggedDecryptor(Cipher stream, Cipher tagging, byte[] tag) {
        this.stream = stream;
        this.tagging = tagging;
        this.tag = tag.clone();
    }

    @Override
    public int update(byte[] chunk, int length, byte[] target) throws GeneralSecurityException {
        int decrypted = stream.update(chunk, 0, length, target, 0);
        encryptAgain(target, decrypted);
        return decrypted;
    }

    @Override
    public int finish(byte[] target) throws GeneralSecurityException {
        int decrypted = stream.doFinal(target, 0);
        encryptAgain(target, decrypted);
        byte[] end = tagging.doFinal();
        byte[] made = Arrays.copyOfRange(end, Math.max(0, end.length - tag.length), end.length);
        if (!MessageDigest.isEqual(made, tag)) {
            throw new AEADBadTagException();
        }
        return decrypted;
    }

    private void encryptAgain(byte[] plaintext, int length) throws GeneralSecurityException {
        if (length > 0) {
            int room = tagging.getOutputSize(length);
            again = again.length < room ? new byte[room] : again;
            tagging.update(plaintext, 0, length, again, 0);
        }
    }
}
