package org.securemessaging.cms.encrypt;

import java.util.List;
import java.util.Objects;

/**
 * What an envelope is to be like.
 *
 * @param cipher how the content is encrypted
 * @param derivedKey whether the content-encryption key is derived with HKDF (RFC 9709), so that a
 *     reader notices if somebody passes authenticated content off as CBC; few programs read it
 * @param recipients who can open it; at least one
 */
public record EncryptionPlan(
        ContentCipher cipher, boolean derivedKey, List<KeyRecipient> recipients) {
    /** Copies the list. */
    public EncryptionPlan {
        Objects.requireNonNull(cipher);
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("an envelope that nobody can open");
        }
    }
}
