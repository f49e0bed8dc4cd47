package org.securemessaging.cms.decrypt;

import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.CmsType;

/**
 * What an encrypted layer says of itself, and how it was opened.
 *
 * @param type enveloped or another encrypted data; {@link CmsType#UNKNOWN} if it could not be read
 * @param algorithm the content-encryption algorithm, such as {@code AES-256-GCM}, or its object
 *     identifier if it is not known; empty if it could not be read
 * @param authenticated whether a tag shows that nobody changed the content
 * @param recipients whom it is for
 * @param key the key that opened it; empty if none did
 */
public record EnvelopeFacts(
        CmsType type,
        String algorithm,
        boolean authenticated,
        List<RecipientId> recipients,
        Optional<KeyUse> key) {
    /** Copies the list. */
    public EnvelopeFacts {
        recipients = List.copyOf(recipients);
    }

    /** Those of a structure that could not be read. */
    static EnvelopeFacts unreadable() {
        return new EnvelopeFacts(CmsType.UNKNOWN, "", false, List.of(), Optional.empty());
    }

    EnvelopeFacts openedWith(KeyUse use) {
        return new EnvelopeFacts(type, algorithm, authenticated, recipients, Optional.of(use));
    }
}
