package org.securemessaging.pipeline.encryption;

import java.util.List;
import org.securemessaging.certificate.MailAddress;

/**
 * What there is to know of a mail before it is decided on.
 *
 * @param senders all addresses that it may be said to come from
 * @param recipients those of the envelope
 * @param triggered whether its sender asks for encryption
 */
public record OutgoingMail(
        List<MailAddress> senders, List<Addressee> recipients, boolean triggered) {
    /** Copies the lists. */
    public OutgoingMail {
        senders = List.copyOf(senders);
        recipients = List.copyOf(recipients);
    }
}
