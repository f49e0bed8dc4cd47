package org.securemessaging.cms.sign;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;

/**
 * A message's header, taken apart: what describes the content goes inside with it, everything else
 * stays outside, field by field as it arrived.
 */
final class MessageHeader {
    /** RFC 5322 §3.3, with the day and month names that it knows. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    /**
     * What servers add on the way, or take out: RFC 9788 §2.1 has the sender protect what is known
     * when the message is written.
     */
    private static final Set<String> OF_TRANSPORT =
            Set.of(
                    "received",
                    "return-path",
                    "delivered-to",
                    "x-original-to",
                    "bcc",
                    "dkim-signature",
                    "authentication-results",
                    "received-spf",
                    "mime-version");

    private static final List<String> PREFIXES_OF_TRANSPORT =
            List.of("resent-", "arc-", "list-", "x-");

    private final Header header;
    private final List<byte[]> added;

    private MessageHeader(Header header, List<byte[]> added) {
        this.header = header;
        this.added = added;
    }

    /** Takes a header, and adds the fields that every message must have, if they are missing. */
    static MessageHeader of(Header header, Instant at, String idDomain) {
        List<byte[]> added = new ArrayList<>();
        if (header.first("Date").isEmpty()) {
            added.add(FieldOctets.of("Date", DATE.format(at.atOffset(ZoneOffset.UTC))));
        }
        if (header.first("Message-ID").isEmpty()) {
            added.add(FieldOctets.of("Message-ID", "<" + UUID.randomUUID() + "@" + idDomain + ">"));
        }
        return new MessageHeader(header, List.copyOf(added));
    }

    /** What stands on top of the new message. */
    List<byte[]> outer() {
        List<byte[]> fields = new ArrayList<>();
        header.fields().stream()
                .filter(field -> !describesContent(field))
                .map(FieldOctets::of)
                .forEach(fields::add);
        fields.addAll(added);
        if (header.first("MIME-Version").isEmpty()) {
            fields.add(FieldOctets.of("MIME-Version", "1.0"));
        }
        return fields;
    }

    /** What describes the content. */
    List<HeaderField> content() {
        return header.fields().stream().filter(MessageHeader::describesContent).toList();
    }

    /** What is signed along with the content, if the header is to be protected. */
    List<byte[]> guarded() {
        List<byte[]> fields = new ArrayList<>();
        header.fields().stream()
                .filter(HeaderField::wellFormed)
                .filter(field -> !describesContent(field) && !ofTransport(field))
                .map(FieldOctets::of)
                .forEach(fields::add);
        fields.addAll(added);
        return fields;
    }

    private static boolean describesContent(HeaderField field) {
        return field.name().toLowerCase(Locale.ROOT).startsWith("content-");
    }

    private static boolean ofTransport(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return OF_TRANSPORT.contains(name)
                || PREFIXES_OF_TRANSPORT.stream().anyMatch(name::startsWith);
    }
}
