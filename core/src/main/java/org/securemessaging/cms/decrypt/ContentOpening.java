package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;

/**
 * One structure's content, which is decrypted with whatever key is tried. One use by one thread.
 */
record ContentOpening(
        LayerOctets structure, Envelope envelope, SpoolLimits spool, DecryptionLimits limits) {
    /**
     * Decrypts.
     *
     * @param key the content's key, which is overwritten
     * @throws ContentRejectedException if it is not the right one, or the content was changed
     * @throws org.securemessaging.mime.MessageTooLargeException if it is beyond the spool's limits
     */
    MessageBytes with(ContentDecryption cipher, DerivedKeys derivation, byte[] key)
            throws IOException {
        byte[] derived = derivation.key(key);
        try (InputStream der = structure.open()) {
            ChunkDecryptor decryptor = cipher.opening().start(derived, envelope);
            return new EnvelopeReader(der, limits)
                    .content(
                            ciphertext ->
                                    MessageBytes.read(
                                            new DecryptingStream(ciphertext, decryptor), spool));
        } catch (GeneralSecurityException e) {
            throw new ContentRejectedException(e);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }
}
