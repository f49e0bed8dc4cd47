package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * How a content is decrypted, once its key is known.
 *
 * @param title the algorithm as people write it, such as {@code AES-256-GCM}
 * @param keyLength octets of its key
 * @param authenticated whether a tag shows that nobody changed it
 * @param old the old cipher it is, if it is one
 * @param opening starts it
 */
record ContentDecryption(
        String title,
        int keyLength,
        boolean authenticated,
        Optional<OldCipher> old,
        Opening opening) {
    /** Starts a decryption. */
    @FunctionalInterface
    interface Opening {
        ChunkDecryptor start(byte[] key, Envelope envelope) throws GeneralSecurityException;
    }
}
