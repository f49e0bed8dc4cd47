package org.securemessaging.pipeline.encryption;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.Mailbox;
import org.securemessaging.mime.Mailboxes;

/** Reads addresses out of a header. Stateless. */
public final class ShownAddresses {
    private static final List<String> FIELDS = List.of("To", "Cc", "Resent-To", "Resent-Cc");

    private ShownAddresses() {}

    /**
     * The recipients whom every reader of a message sees: those of To and Cc, groups dissolved. A
     * field that can be read in more than one way shows nobody for certain.
     *
     * @param header the message's header
     * @return their addresses
     */
    public static Set<MailAddress> of(Header header) {
        return FIELDS.stream()
                .flatMap(name -> addresses(header, name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The authors whom a message names.
     *
     * @param header the message's header
     * @return the addresses of From and Sender
     */
    public static List<MailAddress> authors(Header header) {
        return Stream.of("From", "Sender").flatMap(name -> addresses(header, name)).toList();
    }

    private static Stream<MailAddress> addresses(Header header, String name) {
        return header.all(name).stream()
                .map(Mailboxes::of)
                .filter(read -> !read.malformed())
                .flatMap(read -> read.mailboxes().stream())
                .flatMap(box -> parse(box).stream());
    }

    private static Optional<MailAddress> parse(Mailbox box) {
        return MailAddress.parse(box.addrSpec());
    }
}
