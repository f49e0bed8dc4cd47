package org.securemessaging.archive.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a report's first part tells of a mail. Immutable and thread safe.
 *
 * <p>The form is that of Exchange's envelope journaling: one line a fact, a name and a colon before
 * it; a recipient's line may name the group or the forwarded address by which the mail came to him:
 * {@code To: bob@example.org, Expanded: staff@example.org}.
 *
 * @param sender the author's address; of a mail sent for somebody else the sender's
 * @param onBehalfOf for whom it was sent
 * @param subject the subject, decoded
 * @param messageId the Message-ID, with its angle brackets
 * @param recipients those it was sent to
 */
public record JournalText(
        String sender,
        Optional<String> onBehalfOf,
        String subject,
        String messageId,
        List<JournalRecipient> recipients) {
    /** Longer than any address (RFC 5321 §4.5.3.1) or name for a mail; a stranger chose them. */
    private static final int LONGEST = 2000;

    private static final String SENDER = "Sender";
    private static final String ON_BEHALF_OF = "On-Behalf-Of";
    private static final String SUBJECT = "Subject";
    private static final String MESSAGE_ID = "Message-ID";

    /** Copies the list, and takes line breaks and other controls out of everything. */
    public JournalText {
        sender = line(sender);
        onBehalfOf = onBehalfOf.map(JournalText::line);
        subject = line(subject);
        messageId = line(messageId);
        recipients = recipients.stream().map(JournalText::clean).toList();
    }

    /**
     * The text.
     *
     * @return lines that end with CRLF
     */
    public String format() {
        StringBuilder text = new StringBuilder();
        append(text, SENDER, sender);
        onBehalfOf.ifPresent(address -> append(text, ON_BEHALF_OF, address));
        append(text, SUBJECT, subject);
        append(text, MESSAGE_ID, messageId);
        for (JournalRecipient recipient : recipients) {
            append(text, recipient.field().label(), withSource(recipient));
        }
        return text.toString();
    }

    /**
     * Reads a text, leniently: unknown lines are passed over, what is missing is empty.
     *
     * @param text a report's first part, decoded
     * @return what it tells
     */
    public static JournalText parse(String text) {
        String sender = "";
        Optional<String> onBehalfOf = Optional.empty();
        String subject = "";
        String messageId = "";
        List<JournalRecipient> recipients = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).strip();
            String value = line.substring(colon + 1).strip();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "sender" -> sender = value;
                case "on-behalf-of" -> onBehalfOf = Optional.of(value);
                case "subject" -> subject = value;
                case "message-id" -> messageId = value;
                default ->
                        JournalRecipient.Field.of(name)
                                .ifPresent(field -> recipients.add(recipient(field, value)));
            }
        }
        return new JournalText(sender, onBehalfOf, subject, messageId, recipients);
    }

    private static JournalRecipient recipient(JournalRecipient.Field field, String value) {
        int comma = value.lastIndexOf(", ");
        int colon = value.indexOf(':', comma + 1);
        if (comma < 0 || colon < 0) {
            return JournalRecipient.of(field, value);
        }
        return JournalRecipient.Reason.of(value.substring(comma + 2, colon).strip())
                .map(
                        reason ->
                                new JournalRecipient(
                                        field,
                                        value.substring(0, comma).strip(),
                                        Optional.of(
                                                new JournalRecipient.Source(
                                                        reason,
                                                        value.substring(colon + 1).strip()))))
                .orElseGet(() -> JournalRecipient.of(field, value));
    }

    private static String withSource(JournalRecipient recipient) {
        return recipient
                .source()
                .map(
                        source ->
                                "%s, %s: %s"
                                        .formatted(
                                                recipient.address(),
                                                source.reason().label(),
                                                source.address()))
                .orElse(recipient.address());
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static JournalRecipient clean(JournalRecipient recipient) {
        return new JournalRecipient(
                recipient.field(),
                line(recipient.address()),
                recipient
                        .source()
                        .map(
                                source ->
                                        new JournalRecipient.Source(
                                                source.reason(), line(source.address()))));
    }

    /** A stranger's subject must not forge a line, whatever a reader takes for a line break. */
    private static String line(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || breaksLines(c) ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static boolean breaksLines(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
