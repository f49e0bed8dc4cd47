package org.securemessaging.archive.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordContent;
import org.securemessaging.archive.RecordKey;

/**
 * A journal report: Exchange's text, the original message unaltered, and whatever else is known.
 * Its header is one that other archives know a journal report by. Thread safe if its parts' octets
 * are; heap is bounded whatever their size.
 *
 * @param key the record's key, of which the Message-ID is made: whoever gets a report twice can
 *     tell
 * @param text the first part
 * @param from the address that it comes from
 * @param to the address that it is for, or the empty text if it goes to none
 * @param date when it was made
 * @param parts the original message, then the others
 * @param boundary what stands between the parts, and in none of them
 */
public record JournalReport(
        RecordKey key,
        JournalText text,
        String from,
        String to,
        Instant date,
        List<ReportPart> parts,
        String boundary)
        implements RecordContent {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final String CRLF = "\r\n";
    // The text has the whole subject; a header's line has at most 998 octets (RFC 5322 §2.1.1).
    private static final int SHOWN = 200;
    private static final int NAME_AND_COLON = "Subject: ".length();

    /** Copies the list. */
    public JournalReport {
        parts = List.copyOf(parts);
    }

    /**
     * A report with a boundary that nobody can know beforehand, and so put into a message.
     *
     * @param key the record's key
     * @param text the first part
     * @param from the address that it comes from
     * @param to the address that it is for, or the empty text if it goes to none
     * @param date when it is made
     * @param parts the original message, then the others
     * @return the report
     */
    public static JournalReport of(
            RecordKey key,
            JournalText text,
            String from,
            String to,
            Instant date,
            List<ReportPart> parts) {
        return new JournalReport(key, text, from, to, date, parts, "journal-" + UUID.randomUUID());
    }

    @Override
    public void writeTo(OutputStream out, Carriage carriage) throws IOException {
        write(out, header(carriage));
        write(out, "This is a journal report in MIME format.");
        write(out, CRLF + "--" + boundary + CRLF);
        writeText(out);
        for (ReportPart part : parts) {
            write(out, CRLF + "--" + boundary + CRLF);
            part.writeTo(out, carriage);
        }
        write(out, CRLF + "--" + boundary + "--" + CRLF);
    }

    private String header(Carriage carriage) {
        Carriage needed =
                parts.stream()
                        .map(part -> part.least(carriage))
                        .max(Carriage::compareTo)
                        .orElse(Carriage.SEVEN_BIT);
        return String.join(
                        CRLF,
                        "From: " + from,
                        "To: " + (to.isEmpty() ? "undisclosed-recipients:;" : to),
                        "Subject: " + encoded(text.subject()),
                        "Date: " + DATE.format(date),
                        "Message-ID: <" + key + "@journal.invalid>",
                        "X-MS-Journal-Report:",
                        "Content-Identifier: ExJournalReport",
                        "Auto-Submitted: auto-generated",
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed;" + CRLF + "\tboundary=\"" + boundary + "\"",
                        "Content-Transfer-Encoding: " + needed.token())
                + CRLF
                + CRLF;
    }

    private void writeText(OutputStream out) throws IOException {
        write(out, "Content-Type: text/plain; charset=utf-8" + CRLF);
        write(out, "Content-Transfer-Encoding: quoted-printable" + CRLF + CRLF);
        try (OutputStream encoded = new QuotedPrintableOutputStream(new Unclosed(out), false)) {
            encoded.write(text.format().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String encoded(String subject) {
        int end =
                subject.offsetByCodePoints(
                        0, Math.min(SHOWN, subject.codePointCount(0, subject.length())));
        return EncoderUtil.encodeIfNecessary(
                        subject.substring(0, end), EncoderUtil.Usage.TEXT_TOKEN, NAME_AND_COLON)
                .replaceAll("\\?= =\\?", "?=" + CRLF + " =?");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
