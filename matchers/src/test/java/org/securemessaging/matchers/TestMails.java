package org.securemessaging.matchers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.report.LayerSummary;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.pipeline.report.SignerSummary;
import org.securemessaging.pipeline.report.SignerSummary.CertificateFacts;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;

/** Mails as James has them, and what a matcher is given. */
final class TestMails {
    private static final SpoolLimits SPOOL =
            new SpoolLimits(1024, 1 << 20, Path.of(System.getProperty("java.io.tmpdir")));

    private TestMails() {}

    static MailImpl mail(String message) throws Exception {
        MailImpl mail = empty();
        mail.setMessageContent(
                MimeMessageInputStreamSource.create(
                        "test",
                        new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))));
        return mail;
    }

    static MailImpl empty() throws Exception {
        return MailImpl.builder()
                .name("mail")
                .addRecipients("bob@example.org", "carol@example.org")
                .build();
    }

    static MailImpl judged(SignatureResult result, ReasonCode... reasons) throws Exception {
        MailImpl mail = empty();
        ReportAttributes.write(
                mail,
                new ReportSummary(
                        result, List.of(reasons), false, "smime=" + result.keyword(), List.of()));
        return mail;
    }

    static MailImpl signed(SignatureResult result, boolean counted, SignerSummary... signers)
            throws Exception {
        MailImpl mail = empty();
        LayerSummary layer =
                new LayerSummary(
                        "signed-data", "clear", "TEXT", counted, List.of(), List.of(signers));
        ReportAttributes.write(
                mail,
                new ReportSummary(
                        result, List.of(), false, "smime=" + result.keyword(), List.of(layer)));
        return mail;
    }

    static SignerSummary signer(SignatureResult result, String subject, String... emails) {
        CertificateFacts facts =
                new CertificateFacts(
                        subject,
                        "CN=Issuing CA,O=Example",
                        "0A",
                        "ab",
                        List.of(emails),
                        Optional.empty());
        return new SignerSummary(
                result, List.of(), Optional.of(facts), "SHA-256", "Ed25519", Optional.empty());
    }

    /** Whether a matcher takes a mail: all of its recipients, or nobody. */
    static boolean takes(Matcher matcher, MailImpl mail) throws Exception {
        var taken = matcher.match(mail);
        if (!taken.isEmpty() && taken.size() != mail.getRecipients().size()) {
            throw new AssertionError("a part of the recipients: " + taken);
        }
        return !taken.isEmpty();
    }

    static FakeMatcherConfig condition(String condition) {
        return FakeMatcherConfig.builder().matcherName("matcher").condition(condition).build();
    }

    static MessageJudge judge() {
        return new MessageJudge() {
            @Override
            public VerificationRequest request() {
                throw new IllegalStateException("nobody is to ask");
            }

            @Override
            public VerificationReport verify(InputStream message, VerificationRequest request)
                    throws IOException {
                throw new IOException("nobody is to ask");
            }

            @Override
            public SpoolLimits spool() {
                return SPOOL;
            }
        };
    }
}
