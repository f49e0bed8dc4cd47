package org.securemessaging.pipeline.encryption;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.securemessaging.pipeline.message.FieldBody;
import org.securemessaging.pipeline.message.SubjectText;

/**
 * The notice to a sender whose mail was refused for some recipients, as a delivery status
 * notification (RFC 3461, RFC 3464): the text of a template, and a report for programs. It quotes
 * nothing of the mail.
 *
 * @param template the text
 * @param from the address it comes from
 * @param reportingMta this server's name
 */
public record RefusalNotice(NoticeTemplate template, String from, String reportingMta) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private static final String MESSAGE =
            """
            From: %s
            To: %s
            Subject: %s
            Date: %s
            Message-ID: <%s@%s>
            %sAuto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="%s"

            --%s
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            %s
            --%s
            Content-Type: message/delivery-status

            Reporting-MTA: dns; %s

            %s
            --%s--
            """;

    /**
     * Writes a notice.
     *
     * @param sender who gets it
     * @param mail what it is about
     * @param at when
     * @return a message in ASCII with CRLF at all line ends
     */
    public byte[] write(String sender, RefusedMail mail, Instant at) {
        String boundary = "=_" + UUID.randomUUID();
        String text =
                LINES.encodeToString(
                        template.text(mail).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return MESSAGE.formatted(
                        oneLine(from),
                        oneLine(sender),
                        FieldBody.fold("Subject", SubjectText.encode(template.subject())),
                        DATE.format(at.atOffset(ZoneOffset.UTC)),
                        UUID.randomUUID(),
                        reportingMta,
                        references(mail),
                        boundary,
                        boundary,
                        text,
                        boundary,
                        reportingMta,
                        recipients(mail),
                        boundary)
                .replaceAll("\r?\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String references(RefusedMail mail) {
        return mail.messageId()
                .map(id -> "In-Reply-To: " + id + "\nReferences: " + id + "\n")
                .orElse("");
    }

    private static String recipients(RefusedMail mail) {
        return mail.refused().stream()
                .map(
                        each ->
                                "Final-Recipient: %s\nAction: failed\nStatus: %s\n"
                                        .formatted(
                                                address(each.recipient().written()),
                                                each.reason().status()))
                .collect(Collectors.joining("\n"));
    }

    /** RFC 6533 §3: an address outside ASCII, in ASCII. */
    private static String address(String written) {
        if (written.chars().allMatch(c -> c < 0x80)) {
            return "rfc822; " + oneLine(written);
        }
        return "utf-8; "
                + written.codePoints()
                        .mapToObj(
                                c ->
                                        c > ' ' && c < 0x7F && c != '\\' && c != '+' && c != '='
                                                ? Character.toString(c)
                                                : "\\x{%X}".formatted(c))
                        .collect(Collectors.joining());
    }

    /** No line break gets out of an address. */
    private static String oneLine(String address) {
        return address.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
