package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.ProcessingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.verification.IdentityMode;
import org.securemessaging.verification.VerificationRequest;

class SMIMEVerifyTest {
    private static final String MESSAGE = "From: a@example.org\r\nX: \u00e4\r\n\r\nbody \u00ff\n\0";

    private final List<MailImpl> mails = new ArrayList<>();

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @Test
    void serviceShouldJudgeTheOctetsThatArrived() throws Exception {
        List<String> seen = new ArrayList<>();
        MailImpl mail = mail(MESSAGE);

        verify(
                        TestMails.judge(
                                (message, request) -> {
                                    byte[] octets = message.readAllBytes();
                                    seen.add(new String(octets, StandardCharsets.ISO_8859_1));
                                    return TestMails.report(
                                            SignatureResult.POLICY, ReasonCode.EXPIRED);
                                }))
                .service(mail);

        assertThat(seen).containsExactly(MESSAGE);
        assertThat(ReportAttributes.read(mail))
                .contains(
                        new ReportSummary(
                                SignatureResult.POLICY,
                                List.of(ReasonCode.EXPIRED),
                                false,
                                "smime=policy reason=expired",
                                List.of()));
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
        assertThat(mail.getState()).isEqualTo("root");
    }

    @Test
    void serviceShouldSayTemperrorAndLetTheMailGoOnWhenAFileCannotBeRead() throws Exception {
        assertInternalError(
                TestMails.judge(
                        (message, request) -> {
                            throw new IOException("disk full");
                        }));
    }

    @Test
    void serviceShouldSayTemperrorWhenThereIsABug() throws Exception {
        assertInternalError(
                TestMails.judge(
                        (message, request) -> {
                            throw new IllegalStateException("bug");
                        }));
    }

    @Test
    void serviceShouldSayTemperrorWhenALibraryClashes() throws Exception {
        assertInternalError(
                TestMails.judge(
                        (message, request) -> {
                            throw new NoSuchMethodError("clash");
                        }));
    }

    @Test
    void serviceShouldSayTemperrorWithoutAMessage() throws Exception {
        MailImpl mail = MailImpl.builder().name("mail").addRecipient("bob@example.org").build();

        verify(TestMails.noJudge()).service(mail);

        assertThat(ReportAttributes.read(mail).orElseThrow().result())
                .isEqualTo(SignatureResult.TEMPERROR);
    }

    @Test
    void serviceShouldGoToTheProcessorForTemperror() throws Exception {
        MailImpl mail = mail(MESSAGE);
        SMIMEVerify verify = verify(TestMails.noJudge(), "onTemperror", "later");

        verify.service(mail);

        assertThat(mail.getState()).isEqualTo("later");
        assertThat(verify.requiredProcessingState()).containsExactly(new ProcessingState("later"));
    }

    @Test
    void serviceShouldNotGoToTheProcessorForAnotherResult() throws Exception {
        MailImpl mail = mail(MESSAGE);

        verify(
                        TestMails.judge((m, r) -> TestMails.report(SignatureResult.FAIL)),
                        "onTemperror",
                        "later")
                .service(mail);

        assertThat(mail.getState()).isEqualTo("root");
    }

    @Test
    void serviceShouldAskAsTheConfigurationSays() throws Exception {
        assertThat(request()).isEqualTo(TestMails.REQUEST);
    }

    @Test
    void serviceShouldAskAsTheParametersSay() throws Exception {
        assertThat(request("revocation", "prefer", "identity", "from", "allowWeak", "true"))
                .isEqualTo(
                        new VerificationRequest(
                                TestMails.REQUEST.at(),
                                RevocationMode.PREFER,
                                IdentityMode.FROM,
                                true,
                                TestMails.REQUEST.offline(),
                                TestMails.REQUEST.policies()));
    }

    @Test
    void serviceShouldUseTheRealEngine() throws Exception {
        MailImpl unsigned = mail(MESSAGE);
        MailImpl broken =
                mail(
                        "From: a@example.org\r\nContent-Type: application/pkcs7-mime;"
                                + " smime-type=signed-data\r\n\r\nMIIC");
        try (VerificationEngine engine =
                new VerificationEngine(TestMails.configuration(), Clock.systemUTC())) {
            verify(engine).service(unsigned);
            verify(engine).service(broken);
        }

        assertThat(result(unsigned)).contains(SignatureResult.NONE);
        assertThat(result(broken)).contains(SignatureResult.NEUTRAL);
    }

    @Test
    void initShouldContinueByDefault() throws Exception {
        assertThat(verify(TestMails.noJudge()).requiredProcessingState()).isEmpty();
        assertThat(verify(TestMails.noJudge(), "onTemperror", "continue").requiredProcessingState())
                .isEmpty();
    }

    @Test
    void initShouldNameWhatItDoesNotUnderstand() {
        assertRefused(
                "SMIMEVerify: there is no parameter strict;"
                        + " accepted are allowWeak, identity, onTemperror, revocation",
                "strict",
                "true");
        assertRefused(
                "SMIMEVerify: revocation is \"on\"; accepted is require, prefer, off",
                "revocation",
                "on");
        assertRefused(
                "SMIMEVerify: identity is \"sender\"; accepted is from-or-sender, from, off",
                "identity",
                "sender");
        assertRefused(
                "SMIMEVerify: allowWeak is \"yes\"; accepted is true or false", "allowWeak", "yes");
        assertRefused(
                "SMIMEVerify: onTemperror is \"Later\";"
                        + " accepted is continue, or a processor's name in lower case",
                "onTemperror",
                "Later");
    }

    private static void assertRefused(String message, String... parameters) {
        assertThatThrownBy(() -> verify(TestMails.noJudge(), parameters)).hasMessage(message);
    }

    private void assertInternalError(MessageJudge judge) throws Exception {
        MailImpl mail = mail(MESSAGE);

        verify(judge).service(mail);

        assertThat(ReportAttributes.read(mail).orElseThrow().stamp())
                .isEqualTo("smime=temperror reason=internal-error");
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(mail.getErrorMessage()).isNull();
    }

    private VerificationRequest request(String... parameters) throws Exception {
        List<VerificationRequest> seen = new ArrayList<>();
        verify(
                        TestMails.judge(
                                (message, request) -> {
                                    seen.add(request);
                                    return TestMails.report(SignatureResult.NONE);
                                }),
                        parameters)
                .service(mail(MESSAGE));
        return seen.get(0);
    }

    private static Optional<SignatureResult> result(MailImpl mail) {
        return ReportAttributes.read(mail).map(ReportSummary::result);
    }

    private MailImpl mail(String message) throws Exception {
        MailImpl mail = TestMails.mail(message);
        mails.add(mail);
        return mail;
    }

    private static SMIMEVerify verify(MessageJudge judge, String... parameters) throws Exception {
        SMIMEVerify verify = new SMIMEVerify(judge);
        verify.init(TestMails.parameters(parameters));
        return verify;
    }
}
