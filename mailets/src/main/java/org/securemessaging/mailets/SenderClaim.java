package org.securemessaging.mailets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Mailboxes;

/**
 * Whether a mail says of all its senders that they are one and the same person.
 *
 * <p>A signature says who wrote a mail. So the author (From), the sender (Sender), if one is named,
 * and the reverse-path must each be the user who handed it in, and no field may be written so that
 * a reader could see somebody else in it: several From fields or authors, a group, another address
 * in a display name, or anything that can be read in two ways. Resent fields say nothing of the
 * author and are not looked at. Stateless.
 */
final class SenderClaim {
    private SenderClaim() {}

    /**
     * What speaks against it that a mail is its submitter's own.
     *
     * @param header the message's header
     * @param reversePath the envelope's sender; empty for the null sender
     * @param user who handed it in
     * @return a sentence for the log, without what the mail says; empty if nothing does
     */
    static Optional<String> objection(
            Header header, Optional<MailAddress> reversePath, MailAddress user) {
        if (reversePath.isPresent() && !reversePath.get().equals(user)) {
            return Optional.of("the reverse-path is not the user's address");
        }
        List<HeaderField> authors = header.all("From");
        if (authors.size() != 1) {
            return Optional.of("there are " + authors.size() + " From fields");
        }
        List<HeaderField> senders = header.all("Sender");
        if (senders.size() > 1) {
            return Optional.of("there are " + senders.size() + " Sender fields");
        }
        return objection(authors.get(0), user)
                .or(() -> senders.stream().findFirst().flatMap(field -> objection(field, user)));
    }

    private static Optional<String> objection(HeaderField field, MailAddress user) {
        Mailboxes mailboxes = Mailboxes.of(field);
        if (mailboxes.malformed() || mailboxes.misleading() || isGroup(field)) {
            return Optional.of(field.name() + " can be read in more than one way");
        }
        if (mailboxes.mailboxes().size() != 1) {
            return Optional.of(field.name() + " does not name one address");
        }
        Optional<MailAddress> named =
                MailAddress.parse(
                        mailboxes.mailboxes().get(0).localPart()
                                + "@"
                                + mailboxes.mailboxes().get(0).domain());
        return named.filter(user::equals).isPresent()
                ? Optional.empty()
                : Optional.of(field.name() + " is not the user's address");
    }

    /** RFC 6854: a group's name is shown like an author's. */
    private static boolean isGroup(HeaderField field) {
        byte[] octets = field.body().getBytes(StandardCharsets.UTF_8);
        return LenientAddressParser.DEFAULT
                .parseAddressList(
                        new ByteArrayBuffer(octets, true), new ParserCursor(0, octets.length))
                .stream()
                .anyMatch(address -> !(address instanceof Mailbox));
    }
}
