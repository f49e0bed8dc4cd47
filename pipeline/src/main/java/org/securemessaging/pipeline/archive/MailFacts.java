package org.securemessaging.pipeline.archive;

import java.util.List;
import java.util.Optional;
import org.securemessaging.archive.journal.EnvelopeRecipient;

/**
 * What James knows of a mail besides its message.
 *
 * @param name James's name for it
 * @param sender the envelope sender; the empty text for none
 * @param addressed the envelope recipients
 * @param recipients whom it goes to in the end
 * @param submitter as whom the sender logged in
 * @param remoteAddress from where it came
 * @param helo what the other side called itself
 */
public record MailFacts(
        String name,
        String sender,
        List<String> addressed,
        List<EnvelopeRecipient> recipients,
        Optional<String> submitter,
        String remoteAddress,
        String helo) {
    /** Copies the lists. */
    public MailFacts {
        addressed = List.copyOf(addressed);
        recipients = List.copyOf(recipients);
    }
}
