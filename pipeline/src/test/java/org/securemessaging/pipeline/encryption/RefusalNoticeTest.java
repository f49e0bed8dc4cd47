package org.securemessaging.pipeline.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Deliver;

class RefusalNoticeTest {
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    private static final Refusal CAROL = refusal("carol@rec.example", RefusalReason.EXPIRED);
    private static final Refusal DAVE = refusal("dave@rec.example", RefusalReason.NO_CERTIFICATE);

    @Test
    void writeShouldNameEachRecipientAndTheReason() {
        String text = text(notice(NoticeTemplate.builtIn(), mail(CAROL, DAVE)));

        assertThat(text)
                .contains("carol@rec.example: the certificate is not valid now\r\n")
                .contains("dave@rec.example: no certificate is known to encrypt it to\r\n")
                .contains("Nobody received the message.")
                .contains("Mon, 1 Jun 2026 12:00:00 +0000")
                .contains("<1@own.example>");
    }

    @Test
    void writeShouldGiveAReportForPrograms() {
        String notice = notice(NoticeTemplate.builtIn(), mail(CAROL, DAVE));

        assertThat(notice)
                .contains("Content-Type: multipart/report; report-type=delivery-status;")
                .contains(
                        "Reporting-MTA: dns; mx.own.example\r\n\r\n"
                                + "Final-Recipient: rfc822; carol@rec.example\r\n"
                                + "Action: failed\r\nStatus: 5.7.5\r\n\r\n"
                                + "Final-Recipient: rfc822; dave@rec.example\r\n"
                                + "Action: failed\r\nStatus: 5.7.5\r\n")
                .contains("In-Reply-To: <1@own.example>\r\n")
                .contains("Auto-Submitted: auto-replied\r\n")
                .matches(octets -> octets.chars().allMatch(c -> c < 0x80));
        assertThat(notice.replace("\r\n", "")).doesNotContain("\n", "\r");
    }

    @Test
    void writeShouldQuoteNothingThatTheMailSays() throws Exception {
        Header header =
                header(
                        "Subject: secret words\r\n"
                                + "Date: Mon, 1 Jun 2026 12:00:00 +0000 (secret words)\r\n"
                                + "Message-ID: <secret words@own.example>\r\n"
                                + "From: secret words <alice@own.example>\r\n\r\n");
        RefusedMail mail =
                RefusedMail.of(new Deliver(List.of(), List.of(), List.of(CAROL)), header);

        String notice = notice(NoticeTemplate.builtIn(), mail);

        assertThat(notice + text(notice))
                .doesNotContain("secret")
                .contains("Mon, 1 Jun 2026 12:00:00 +0000");
    }

    @Test
    void writeShouldUseTheTemplatesWords() {
        NoticeTemplate template =
                NoticeTemplate.parse(
                        "subject: Nicht zugestellt für alle\nexpired: abgelaufen\n"
                                + "nobody: Niemand.\n\nHallo\n{recipients}\n{others}\n");

        String notice = notice(template, mail(CAROL, DAVE));

        assertThat(notice).contains("Subject: =?ISO-8859-1?Q?Nicht_zugestellt_f=FCr_alle?=");
        assertThat(text(notice))
                .isEqualTo(
                        "Hallo\r\n  carol@rec.example: abgelaufen\r\n"
                                + "  dave@rec.example: no certificate is known to encrypt it to\r\n"
                                + "Niemand.\r\n");
    }

    @Test
    void writeShouldKeepAnAddressInItsLine() {
        String notice =
                notice(
                        NoticeTemplate.builtIn(),
                        mail(refusal("bö\r\nX: y@rec.example", RefusalReason.REVOKED)));

        assertThat(notice)
                .contains("Final-Recipient: utf-8; b\\x{F6}\\x{D}\\x{A}X:\\x{20}y@rec.example\r\n")
                .doesNotContain("\r\nX:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "subject: x",
                "colour: x\n\n{recipients}",
                "subject: x\nsubject: y\n\n{recipients}",
                "subject:\n\n{recipients}",
                "subject: x\n\nnobody is named",
                "subject: x\n\n{recipients} {subject}",
            })
    void parseShouldRefuseWhatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> NoticeTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String notice(NoticeTemplate template, RefusedMail mail) {
        byte[] octets =
                new RefusalNotice(template, "postmaster@own.example", "mx.own.example")
                        .write("alice@own.example", mail, AT);
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** The first part's text. */
    private static String text(String notice) {
        String from = "Content-Transfer-Encoding: base64\r\n\r\n";
        int start = notice.indexOf(from) + from.length();
        byte[] octets =
                Base64.getMimeDecoder()
                        .decode(notice.substring(start, notice.indexOf("--", start)));
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static RefusedMail mail(Refusal... refused) {
        return new RefusedMail(
                List.of(refused),
                false,
                Optional.of("Mon, 1 Jun 2026 12:00:00 +0000"),
                Optional.of("<1@own.example>"));
    }

    private static Header header(String text) throws Exception {
        try (MessageBytes message = MessageBytes.of(text.getBytes(StandardCharsets.US_ASCII))) {
            return new EntityReader(MimeLimits.DEFAULT).read(message.octets()).header();
        }
    }

    private static Refusal refusal(String address, RefusalReason reason) {
        return new Refusal(
                new Addressee(address, MailAddress.parse(address).orElseThrow(), true), reason);
    }
}
