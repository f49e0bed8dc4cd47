package org.securemessaging.archive.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordContent;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

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
        try (InputStream in = content(carriage).open()) {
            in.transferTo(out);
        }
    }

    /**
     * The whole report.
     *
     * @param carriage what the way to the target carries
     * @return the same octets each time
     */
    public Content content(Carriage carriage) {
        return new Contents(List.of(ascii(fields(text.subject())), entity(carriage)));
    }

    /**
     * The header fields that do not tell how the report is written.
     *
     * @param subject what stands in Subject
     * @return lines that end with CRLF, in ASCII
     */
    public String fields(String subject) {
        return String.join(
                        CRLF,
                        "From: " + from,
                        "To: " + (to.isEmpty() ? "undisclosed-recipients:;" : to),
                        "Subject: " + encoded(subject),
                        "Date: " + DATE.format(date),
                        "Message-ID: <" + key + "@journal.invalid>",
                        "X-MS-Journal-Report:",
                        "Content-Identifier: ExJournalReport",
                        "Auto-Submitted: auto-generated",
                        "MIME-Version: 1.0")
                + CRLF;
    }

    /**
     * The report as a MIME entity: the other header fields, a blank line, and the body.
     *
     * @param carriage what the way to the target carries
     * @return the same octets each time
     */
    public Content entity(Carriage carriage) {
        List<Content> pieces = new ArrayList<>();
        pieces.add(
                ascii(
                        "Content-Type: multipart/mixed;"
                                + CRLF
                                + "\tboundary=\""
                                + boundary
                                + "\""
                                + CRLF
                                + "Content-Transfer-Encoding: "
                                + needed(carriage).token()
                                + CRLF
                                + CRLF
                                + "This is a journal report in MIME format."
                                + CRLF
                                + "--"
                                + boundary
                                + CRLF
                                + "Content-Type: text/plain; charset=utf-8"
                                + CRLF
                                + "Content-Transfer-Encoding: quoted-printable"
                                + CRLF
                                + CRLF));
        pieces.add(Contents.of(encodedText()));
        for (ReportPart part : parts) {
            pieces.add(ascii(CRLF + "--" + boundary + CRLF));
            pieces.add(part.content(carriage));
        }
        pieces.add(ascii(CRLF + "--" + boundary + "--" + CRLF));
        return new Contents(pieces);
    }

    private Carriage needed(Carriage carriage) {
        return parts.stream()
                .map(part -> part.least(carriage))
                .max(Carriage::compareTo)
                .orElse(Carriage.SEVEN_BIT);
    }

    private byte[] encodedText() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (OutputStream encoded = new QuotedPrintableOutputStream(octets, false)) {
            encoded.write(text.format().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return octets.toByteArray();
    }

    private static String encoded(String subject) {
        int end =
                subject.offsetByCodePoints(
                        0, Math.min(SHOWN, subject.codePointCount(0, subject.length())));
        return EncoderUtil.encodeIfNecessary(
                        subject.substring(0, end), EncoderUtil.Usage.TEXT_TOKEN, NAME_AND_COLON)
                .replaceAll("\\?= =\\?", "?=" + CRLF + " =?");
    }

    private static Content ascii(String lines) {
        return Contents.of(lines.getBytes(StandardCharsets.US_ASCII));
    }
}
