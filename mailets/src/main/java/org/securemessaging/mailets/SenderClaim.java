package org.securemessaging.mailets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Mailboxes;

/**
 * Who a mail says its author is, if its submitter may say so.
 *
 * <p>A signature says who wrote a mail. So the author (From), the sender (Sender), if one is named,
 * and the reverse-path must each be an address of the user who handed it in, and no field may be
 * written so that a reader could see somebody else in it: several From fields or authors, a group,
 * another address in a display name, or anything that can be read in two ways. Resent fields say
 * nothing of the author and are not looked at. Immutable.
 */
sealed interface SenderClaim {
    /**
     * The author is the submitter.
     *
     * @param author the address in From
     */
    record Own(MailAddress author) implements SenderClaim {}

    /**
     * It may be somebody else's.
     *
     * @param why a sentence for the log, without what the mail says
     */
    record Doubtful(String why) implements SenderClaim {}

    /**
     * Judges a mail.
     *
     * @param header the message's header
     * @param reversePath the envelope's sender; empty for the null sender
     * @param own whether an address is one of those who handed it in
     * @return whose it is
     */
    static SenderClaim of(
            Header header, Optional<MailAddress> reversePath, Predicate<MailAddress> own) {
        if (reversePath.isPresent() && !own.test(reversePath.get())) {
            return new Doubtful("the reverse-path is not the user's address");
        }
        List<HeaderField> authors = header.all("From");
        if (authors.size() != 1) {
            return new Doubtful("there are " + authors.size() + " From fields");
        }
        List<HeaderField> senders = header.all("Sender");
        if (senders.size() > 1) {
            return new Doubtful("there are " + senders.size() + " Sender fields");
        }
        return senders.stream()
                .map(field -> of(field, own))
                .filter(Doubtful.class::isInstance)
                .findFirst()
                .orElseGet(() -> of(authors.get(0), own));
    }

    private static SenderClaim of(HeaderField field, Predicate<MailAddress> own) {
        Mailboxes mailboxes = Mailboxes.of(field);
        if (mailboxes.malformed() || mailboxes.misleading() || isGroup(field)) {
            return new Doubtful(field.name() + " can be read in more than one way");
        }
        if (mailboxes.mailboxes().size() != 1) {
            return new Doubtful(field.name() + " does not name one address");
        }
        return MailAddress.parse(
                        mailboxes.mailboxes().get(0).localPart()
                                + "@"
                                + mailboxes.mailboxes().get(0).domain())
                .filter(own)
                .<SenderClaim>map(Own::new)
                .orElseGet(() -> new Doubtful(field.name() + " is not the user's address"));
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
