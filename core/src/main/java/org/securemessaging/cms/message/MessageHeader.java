package org.securemessaging.cms.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.securemessaging.mime.ContentType;
import org.securemessaging.mime.Defect;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;

/**
 * A message's header, taken apart: what describes the content goes inside with it, everything else
 * stays outside, field by field as it arrived, but for what is hidden. Immutable and thread safe.
 */
public final class MessageHeader {
    private static final String TYPE = "Content-Type";

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
                    "hp-outer",
                    "mime-version");

    private static final List<String> PREFIXES_OF_TRANSPORT =
            List.of("resent-", "arc-", "list-", "x-");

    /** RFC 9788 §3.2.1. */
    private static final String SUBJECT = "subject";

    private static final byte[] NO_SUBJECT = FieldOctets.of("Subject", "[...]");

    /** Thread-Topic is Outlook's copy of the subject. */
    private static final Set<String> REMOVED = Set.of("comments", "keywords", "thread-topic");

    private static final String OUTSIDE = "HP-Outer: ";

    private final Header header;
    private final List<byte[]> added;

    private MessageHeader(Header header, List<byte[]> added) {
        this.header = header;
        this.added = added;
    }

    /**
     * Takes a header, and adds the fields that every message must have, if they are missing.
     *
     * @param header the message's header
     * @param at what a missing Date says
     * @param idDomain what stands behind the @ of a missing Message-ID
     * @return the header
     */
    public static MessageHeader of(Header header, Instant at, String idDomain) {
        List<byte[]> added = new ArrayList<>();
        if (header.first("Date").isEmpty()) {
            added.add(FieldOctets.of("Date", DATE.format(at.atOffset(ZoneOffset.UTC))));
        }
        if (header.first("Message-ID").isEmpty()) {
            added.add(FieldOctets.of("Message-ID", "<" + UUID.randomUUID() + "@" + idDomain + ">"));
        }
        return new MessageHeader(header, List.copyOf(added));
    }

    /**
     * Whether every program sees the same header in a message: one that took it for shorter or
     * longer would see another content, too.
     *
     * @param message the message
     * @return false if lines are no fields, or hold lone CRs or NULs
     */
    public static boolean isPlain(Entity message) {
        return !message.defects().contains(Defect.LINE_WITHOUT_FIELD)
                && !message.defects().contains(Defect.STRAY_CONTROL);
    }

    /**
     * What stands on top of the new message.
     *
     * @param protection what is hidden there
     * @return the fields
     */
    public List<byte[]> outer(HeaderProtection protection) {
        List<byte[]> fields = new ArrayList<>();
        header.fields().stream()
                .filter(field -> !describesContent(field))
                .map(field -> shown(field, protection))
                .flatMap(Optional::stream)
                .forEach(fields::add);
        fields.addAll(added);
        if (header.first("MIME-Version").isEmpty()) {
            fields.add(FieldOctets.of("MIME-Version", "1.0"));
        }
        return fields;
    }

    /**
     * What describes the content.
     *
     * @return the fields whose names start with Content-
     */
    public List<HeaderField> content() {
        return header.fields().stream().filter(MessageHeader::describesContent).toList();
    }

    /**
     * The header of the content inside (RFC 9788 §2).
     *
     * @param content the fields that describe it
     * @param protection whether the message's own fields go along
     * @return the fields
     */
    public List<byte[]> inner(List<byte[]> content, HeaderProtection protection) {
        if (protection == HeaderProtection.NONE) {
            return content;
        }
        List<byte[]> fields = new ArrayList<>();
        guarded().map(FieldOctets::of).forEach(fields::add);
        fields.addAll(added);
        if (protection == HeaderProtection.HIDDEN) {
            guarded()
                    .map(field -> shown(field, protection))
                    .flatMap(Optional::stream)
                    .map(MessageHeader::told)
                    .forEach(fields::add);
            added.stream().map(MessageHeader::told).forEach(fields::add);
        }
        fields.addAll(marked(content, protection));
        return fields;
    }

    private Stream<HeaderField> guarded() {
        return header.fields().stream()
                .filter(HeaderField::wellFormed)
                .filter(field -> !describesContent(field) && !ofTransport(field));
    }

    private static Optional<byte[]> shown(HeaderField field, HeaderProtection protection) {
        if (protection == HeaderProtection.HIDDEN) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (REMOVED.contains(name)) {
                return Optional.empty();
            }
            if (name.equals(SUBJECT)) {
                return Optional.of(NO_SUBJECT);
            }
        }
        return Optional.of(FieldOctets.of(field));
    }

    /** RFC 9788 §2.2: what the sender left outside. */
    private static byte[] told(byte[] field) {
        byte[] name = FieldOctets.ascii(OUTSIDE);
        byte[] told = Arrays.copyOf(name, name.length + field.length);
        System.arraycopy(field, 0, told, name.length, field.length);
        return told;
    }

    private static List<byte[]> marked(List<byte[]> content, HeaderProtection protection) {
        List<byte[]> fields = new ArrayList<>();
        boolean typed = false;
        for (byte[] field : content) {
            boolean type = !typed && HeaderField.of(field).isNamed(TYPE);
            typed |= type;
            fields.add(type ? marked(field, protection) : field);
        }
        if (!typed) {
            String type = ContentType.TEXT_PLAIN.mimeType();
            fields.add(FieldOctets.of(TYPE, type + "; hp=\"" + protection.mark() + "\""));
        }
        return fields;
    }

    private static byte[] marked(byte[] field, HeaderProtection protection) {
        String text = new String(field, StandardCharsets.ISO_8859_1).stripTrailing();
        String separator = text.endsWith(";") ? "" : ";";
        return (text + separator + "\r\n hp=\"" + protection.mark() + "\"\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
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
