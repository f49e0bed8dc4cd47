package org.securemessaging.mailets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.configuration.StampSettings;
import org.securemessaging.pipeline.message.RawMessage;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.verification.IdentityMode;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;

/** Mails as James has them, and what a mailet is given. */
final class TestMails {
    static final SpoolLimits SPOOL =
            new SpoolLimits(1024, 1 << 30, Path.of(System.getProperty("java.io.tmpdir")));

    private TestMails() {}

    static MailImpl mail(String message) throws Exception {
        MailImpl mail = MailImpl.builder().name("mail").addRecipient("bob@example.org").build();
        mail.setMessageContent(
                MimeMessageInputStreamSource.create(
                        "test", new ByteArrayInputStream(octets(message))));
        mail.setState("root");
        return mail;
    }

    static MailImpl judged(String message, SignatureResult result, ReasonCode... reasons)
            throws Exception {
        MailImpl mail = mail(message);
        ReportAttributes.write(mail, ReportSummary.of(report(result, reasons)));
        return mail;
    }

    static VerificationReport report(SignatureResult result, ReasonCode... reasons) {
        return new VerificationReport(result, Set.of(reasons), List.of(), List.of());
    }

    /** What James has for the mail, one character for each octet. */
    static String octets(Mail mail) throws Exception {
        try (InputStream in = new RawMessage(mail, SPOOL).open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The text of the first part in base64, decoded. */
    static String firstBase64Part(String message) {
        String from = "Content-Transfer-Encoding: base64\r\n\r\n";
        int start = message.indexOf(from) + from.length();
        String lines = message.substring(start, message.indexOf("--", start));
        return new String(Base64.getMimeDecoder().decode(lines), StandardCharsets.UTF_8);
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A configuration for mx.example.org, formerly old.example.org. */
    static SecureMessagingConfiguration configuration() {
        SecureMessagingConfiguration defaults = SecureMessagingConfiguration.defaults();
        Map<SignatureResult, String> tags = new EnumMap<>(SignatureResult.class);
        tags.putAll(defaults.stamps().subjectTags());
        tags.put(SignatureResult.NEUTRAL, "[Geprüft]");
        return defaults.withStamps(
                new StampSettings(
                        Optional.of("mx.example.org"),
                        List.of("old.example.org"),
                        StampSettings.DEFAULT_HEADER,
                        tags));
    }

    static FakeMailetConfig parameters(String... namesAndValues) {
        FakeMailetConfig.Builder builder = FakeMailetConfig.builder().mailetName("mailet");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** What a judge does with a request. */
    @FunctionalInterface
    interface Verdict {
        VerificationReport on(InputStream message, VerificationRequest request) throws IOException;
    }

    static MessageJudge judge(Verdict verdict) {
        return new MessageJudge() {
            @Override
            public VerificationRequest request() {
                return REQUEST;
            }

            @Override
            public VerificationReport verify(InputStream message, VerificationRequest request)
                    throws IOException {
                return verdict.on(message, request);
            }

            @Override
            public SpoolLimits spool() {
                return SPOOL;
            }
        };
    }

    static MessageJudge noJudge() {
        return judge(
                (message, request) -> {
                    throw new IOException("nobody is to ask");
                });
    }

    static final VerificationRequest REQUEST =
            new VerificationRequest(
                    Instant.parse("2026-06-01T12:00:00Z"),
                    RevocationMode.REQUIRE,
                    IdentityMode.FROM_OR_SENDER,
                    false,
                    true,
                    PolicyInputs.ANY);
}
