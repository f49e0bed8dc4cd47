package org.securemessaging.server.tour;

import java.util.List;
import java.util.Optional;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.Stamp;
import org.securemessaging.server.pki.Person;

/**
 * One mail of the tour.
 *
 * @param name what it is, in a word or two
 * @param from the envelope sender
 * @param message the message
 * @param expected what the server should stamp
 * @param honest the fields that should arrive: its own without what is forged
 * @param author who logs in to send it, so that the server signs it; nobody for mail from outside
 */
record TourMail(
        String name,
        String from,
        RawMessage message,
        Stamp expected,
        List<String> honest,
        Optional<Person> author) {
    /** Copies the fields. */
    TourMail {
        honest = List.copyOf(honest);
    }

    /** A mail from outside. */
    TourMail(String name, String from, RawMessage message, Stamp expected, List<String> honest) {
        this(name, from, message, expected, honest, Optional.empty());
    }

    /**
     * The Message-ID, which tells the tour's mails apart.
     *
     * @return the field's value
     */
    String messageId() {
        return message.values("Message-ID").get(0);
    }
}
