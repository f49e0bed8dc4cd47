package org.securemessaging.pipeline.encryption;

import java.util.List;
import org.securemessaging.cms.encrypt.EncryptionPlan;

/**
 * Recipients who get one and the same encrypted message.
 *
 * @param recipients who; at least one
 * @param plan how it is encrypted, and to which certificates
 */
public record EncryptedGroup(List<Addressee> recipients, EncryptionPlan plan) {
    /** Copies the list. */
    public EncryptedGroup {
        recipients = List.copyOf(recipients);
    }
}
