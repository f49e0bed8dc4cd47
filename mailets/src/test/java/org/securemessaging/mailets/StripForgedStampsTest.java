package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripForgedStampsTest {
    private static final String BELOW =
            "From: a@example.org\r\nX-8bit: gr\u00fc\u00dfe\r\n\r\nAuthentication-Results: mx.example.org; smime=pass\r\n\u00ff";

    private final List<MailImpl> mails = new ArrayList<>();

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authentication-Results: mx.example.org; smime=pass",
                "authentication-RESULTS: MX.Example.ORG; smime=pass",
                "Authentication-Results : mx.example.org; smime=pass",
                "Authentication-Results:mx.example.org;smime=pass",
                "Authentication-Results:\r\n mx.example.org;\r\n\tsmime=pass",
                "Authentication-Results: mx.example.org",
                "Authentication-Results: mx.example.org 1; smime=pass",
                "Authentication-Results: mx.example.org(c)1(c); smime=pass",
                "Authentication-Results: (a comment) mx.example.org; smime=pass",
                "Authentication-Results: (a (nested; other.example;) \\) one) mx.example.org; x=y",
                "Authentication-Results: \"mx.example.org\"; smime=pass",
                "Authentication-Results: \"mx\\.example\\.org\"; smime=pass",
                "Authentication-Results: mx.example.org.; smime=pass",
                "Authentication-Results: old.example.org; smime=pass",
                "Authentication-Results: more.example.org; smime=pass",
                "Authentication-Results: b\u00c3\u00bccher.example; smime=pass",
                "Authentication-Results: xn--bcher-kva.example; smime=pass",
                "Authentication-Results: m\u00ef\u00bd\u0098.example.org; smime=pass",
                "Authentication-Results: mx.example.org; none",
                "Authentication-Results: mx.example.org; dkim=pass",
                "Authentication-Results: smime=pass",
                "Authentication-Results: ; smime=pass",
                "Authentication-Results:",
                "Authentication-Results: (unclosed mx.example.org; smime=pass",
                "Authentication-Results: \"unclosed; smime=pass",
                "Authentication-Results: mx . example . org; smime=pass",
                "Authentication-Results: other.example smime=pass",
                "Authentication-Results: other.example\u0000; smime=pass",
                "Authentication-Results: other.example/x; smime=pass",
                "Authentication-Results\u0000: mx.example.org; smime=pass",
                "\u0000Authentication-Results: mx.example.org; smime=pass",
                "Authentication-Results\u00a0: mx.example.org; smime=pass",
                "X-Hides: it\rAuthentication-Results: mx.example.org; smime=pass",
                "X-Hides: it\r\rAuthentication-Results: mx.example.org; smime=pass",
                "X-Hides: it\rAuthentication-Results:\r mx.example.org; smime=pass",
                "X-Hides: it\rSubject: [Signed] x",
                "X-Hides: it\rX-SMIME-Status: pass",
                "X-SMIME-Status: pass",
                "x-smime-status:fail",
                "X-SMIME-Status :\r\n pass",
                "X-Also: pass",
            })
    void serviceShouldTakeOutWhatCouldBeMistakenForOurs(String forged) throws Exception {
        String before = "Received: from x\r\n";

        assertThat(stripped(before + forged + "\r\n" + BELOW)).isEqualTo(before + BELOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authentication-Results: other.example.org; smime=pass",
                "Authentication-Results: other.example (mx.example.org); smime=pass",
                "Authentication-Results: \"other.example\" 1; smime=pass",
                "Authentication-Results: sub.mx.example.org; smime=pass",
                "ARC-Authentication-Results: i=1; mx.example.org; smime=pass",
                "X-Authentication-Results: mx.example.org; smime=pass",
                "X-Text: Authentication-Results: mx.example.org; smime=pass",
                "X-Folded: a\r\n Authentication-Results: mx.example.org; smime=pass",
                "Subject: Signed, sealed and delivered",
                "Subject: =?utf-8?Q?[Other]?= Signed",
                "Subject: raw \u00e4 [Other]",
                "Comments: [Signed]",
                "Broken line without a colon",
            })
    void serviceShouldLeaveWhatIsNotOurs(String field) throws Exception {
        Mail mail = mail(field + "\r\n" + BELOW);
        Object message = mail.getMessage();

        strip().service(mail);

        assertThat(TestMails.octets(mail)).isEqualTo(field + "\r\n" + BELOW);
        assertThat(mail.getMessage()).isSameAs(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Signed] Hello",
                "Hello [Signed]",
                "[SIGNED]Hello",
                "[ s i g n e d ]\tHello",
                "[Sig\r\n ned] Hello",
                "[Sig[Signed]ned] Hello",
                "[Signed][Signed] [Not signed]Hello",
                "[SIGNATURE INVALID] Hello",
                "[Geprueft] [Signed] Hello [signature not trusted]",
                "=?utf-8?Q?[Signed]?= Hello",
                "=?UTF-8?q?=5BSigned=5D_Hello?=",
                "=?utf-8?B?W1NpZ25lZF0gSGVsbG8=?=",
                "=?utf-8*en?B?W1NpZ25lZF0gSGVsbG8=?=",
                "=?utf-8?Q?[Sig?=\r\n =?utf-8?Q?ned]?= Hello",
                "=?utf-8?Q?[Sig?==?utf-8?Q?ned]?= Hello",
                "[Sig=?utf-8?Q?ned]?= Hello",
                "=?x-unknown?Q?[Signed]?= Hello",
                "=?utf-8?Q?=EF=BC=BB=EF=BC=B3igned=EF=BC=BD?= Hello",
                "=?utf-8?Q?[S=E2=80=8Bigned]?= Hello",
                "[S\u00e2\u0080\u008bigned] Hello",
                "=?utf-8?Q?[gepr=C3=BCft]?= Hello",
                "=?iso-8859-1?Q?[gepr=FCft]?= Hello",
                "[Gepr\u00fcft] Hello",
                "[Gepr\u00c3\u00bcft] Hello",
            })
    void serviceShouldTakeOurTagsOutOfTheSubject(String subject) throws Exception {
        String stripped = stripped("Subject: " + subject + "\r\n" + BELOW);

        assertThat(stripped).endsWith("\r\n" + BELOW);
        assertThat(stripped.replace("[Geprueft] ", ""))
                .isEqualToIgnoringWhitespace("Subject: Hello\r\n" + BELOW);
    }

    @Test
    void serviceShouldLookAtEverySubject() throws Exception {
        assertThat(
                        stripped(
                                "Subject: one\r\nsubject : [Signed] two\r\nSubject: gr\u00fcn\r\n"
                                        + BELOW))
                .isEqualTo("Subject: one\r\nSubject: two\r\nSubject: gr\u00fcn\r\n" + BELOW);
    }

    @Test
    void serviceShouldLeaveTheSubjectInItsPlace() throws Exception {
        assertThat(stripped("A: b\r\nSubject: [Signed] x\r\nC: d\r\n\r\nbody"))
                .isEqualTo("A: b\r\nSubject: x\r\nC: d\r\n\r\nbody");
    }

    @Test
    void serviceShouldTakeOutManyForgeries() throws Exception {
        String forged = "Authentication-Results: mx.example.org; smime=pass\r\n";

        assertThat(stripped(forged.repeat(5000) + BELOW)).isEqualTo(BELOW);
    }

    @Test
    void serviceShouldTakeOutAForgeryOfAMegabyte() throws Exception {
        String forged = "Authentication-Results: (" + "(".repeat(1 << 20) + "\r\n";

        assertThat(stripped(forged + BELOW)).isEqualTo(BELOW);
    }

    @Test
    void serviceShouldEndInTimeOnSubjectsMadeToBeSlow() throws Exception {
        String words = "=?a?b?".repeat(50_000) + "=?utf-8?q?".repeat(50_000);

        String stripped = stripped("Subject: [Signed]" + words + "\r\n\r\n");

        assertThat(stripped).doesNotContain("[Signed]").endsWith("\r\n\r\n");
    }

    @Test
    void serviceShouldNotLetAFoldedFirstLineIntoTheSubjectThatItWrites() throws Exception {
        assertThat(stripped(" [Signed]\r\nSubject: [Signed] x\r\n\r\n"))
                .isEqualTo(" [Signed]\r\nSubject: x\r\n\r\n");
    }

    @Test
    void serviceShouldHandleAMessageThatIsNotJamess() throws Exception {
        FakeMail mail = FakeMail.defaultFakeMail();
        mail.setMessage(mail("X-SMIME-Status: pass\r\nA: b\r\n\r\nbody").getMessage());

        strip().service(mail);

        assertThat(TestMails.octets(mail)).isEqualTo("A: b\r\n\r\nbody");
    }

    @Test
    void serviceShouldThrowANeutralSentenceWithoutAMessage() throws Exception {
        Mail mail = MailImpl.builder().name("mail").addRecipient("bob@example.org").build();
        StripForgedStamps strip = strip();

        assertThatThrownBy(() -> strip.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessage("StripForgedStamps could not handle this mail")
                .hasNoCause();
    }

    @Test
    void initShouldNameAnUnknownParameter() {
        assertThatThrownBy(() -> strip("authservID", "x"))
                .hasMessage(
                        "StripForgedStamps: there is no parameter authservID;"
                                + " accepted are authservId, xHeader");
    }

    @Test
    void initShouldNameAMalformedValue() {
        assertThatThrownBy(() -> strip("xHeader", "X-A, Subject"))
                .hasMessage(
                        "StripForgedStamps: xHeader is \"X-A, Subject\"; accepted is X- and letters,"
                                + " digits and hyphens, or several with commas between them");
    }

    @Test
    void initShouldTakeTheDefaultDomainIfTheConfigurationNamesNoServer() throws Exception {
        StripForgedStamps strip =
                new StripForgedStamps(
                        org.securemessaging.pipeline.configuration.SecureMessagingConfiguration
                                .defaults(),
                        () -> "default.example",
                        TestMails.noJudge());
        strip.init(TestMails.parameters());
        Mail mail = mail("Authentication-Results: default.example; smime=pass\r\n\r\n");

        strip.service(mail);

        assertThat(TestMails.octets(mail)).isEqualTo("\r\n");
    }

    private String stripped(String message) throws Exception {
        Mail mail = mail(message);
        strip().service(mail);
        return TestMails.octets(mail);
    }

    private MailImpl mail(String message) throws Exception {
        MailImpl mail = TestMails.mail(message);
        mails.add(mail);
        return mail;
    }

    private static StripForgedStamps strip() throws Exception {
        return strip("authservId", "more.example.org, xn--bcher-kva.example", "xHeader", "X-Also");
    }

    private static StripForgedStamps strip(String... parameters) throws Exception {
        StripForgedStamps strip =
                new StripForgedStamps(
                        TestMails.configuration(), () -> "default.example", TestMails.noJudge());
        strip.init(TestMails.parameters(parameters));
        return strip;
    }
}
