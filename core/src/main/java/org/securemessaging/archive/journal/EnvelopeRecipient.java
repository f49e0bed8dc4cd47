package org.securemessaging.archive.journal;

import java.util.Optional;

/**
 * One whom a mail goes to in the end.
 *
 * @param address his address
 * @param source by way of which address of the envelope, if that is another one
 */
public record EnvelopeRecipient(String address, Optional<JournalRecipient.Source> source) {
    /** The address that the mail was sent to. */
    String addressed() {
        return source.map(JournalRecipient.Source::address).orElse(address);
    }
}
