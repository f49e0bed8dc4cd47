package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.mailets.TestGateway.Sent;

/** Sign, encrypt, sign. */
class TripleWrapTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@own.example", "EC P-256");
    private static final CertifiedKey DOMAIN =
            SigningPki.person("domain-signing-authority@own.example", "EC P-256");
    private static final String MANDATORY = "<mode>mandatory</mode>";
    private static final String SIGNED = "Content-Type: multipart/signed;";
    private static final String MESSAGE =
            "From: Alice <alice@own.example>\r\nTo: good@rec.example\r\nSubject: hello\r\n"
                    + "Message-ID: <1@own.example>\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
                    + "\r\nthe plain words\r\n";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"person", "domain"})
    void mailShouldBeSignedWithinAndAroundEachEnvelope(String whose) throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true");
        if (whose.equals("person")) {
            gateway.vault.people.put("alice@own.example", ALICE);
        } else {
            gateway.vault.domains.put("own.example", DOMAIN);
        }

        gateway.run(submitted(MESSAGE, "good@rec.example", "also@rec.example"));

        assertThat(gateway.sent).hasSize(2);
        for (Sent each : gateway.sent) {
            assertThat(each.octets())
                    .contains(SIGNED, "Subject: hello")
                    .doesNotContain("the plain words");
            Sent envelope = new Sent(each.recipients(), firstPart(each.octets()));
            assertThat(gateway.opens(each.recipients().get(0), envelope).orElseThrow())
                    .startsWith(SIGNED)
                    .contains("the plain words", "application/pkcs7-signature");
        }
    }

    /** By SMIMESign, or by the author's program: another signature would say nothing more. */
    @Test
    void signedMailShouldNotBeSignedAgainInside() throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true");
        gateway.vault.people.put("alice@own.example", ALICE);
        gateway.run(submitted(MESSAGE, "good@rec.example"));
        String signed =
                MESSAGE.substring(0, MESSAGE.indexOf("\r\n\r\n") + 2)
                        + gateway.opens("good@rec.example", envelope(gateway.sent.get(0)))
                                .orElseThrow();

        gateway.run(submitted(signed, "good@rec.example"));

        String inside =
                gateway.opens("good@rec.example", envelope(gateway.sent.get(1))).orElseThrow();
        assertThat(signed).endsWith(inside);
    }

    @Test
    void subjectShouldStayHidden() throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true", "hideSubject", "true");
        gateway.vault.people.put("alice@own.example", ALICE);

        gateway.run(submitted(MESSAGE, "good@rec.example"));

        assertThat(gateway.sent.get(0).octets()).contains(SIGNED).doesNotContain("hello");
        String inside =
                gateway.opens("good@rec.example", envelope(gateway.sent.get(0))).orElseThrow();
        assertThat(inside).startsWith(SIGNED).contains("the plain words");
        assertThat(firstPart(inside)).contains("Subject: hello", "hp=\"cipher\"");
    }

    @Test
    void envelopeShouldStayUnsignedWhenThereIsNoKey() throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true");

        gateway.run(submitted(MESSAGE, "good@rec.example"));

        assertThat(gateway.opens("good@rec.example", gateway.sent.get(0)).orElseThrow())
                .doesNotContain(SIGNED)
                .contains("the plain words");
    }

    /** Nobody signs as another: who did not log in, or wrote another's address, has no key. */
    @ParameterizedTest
    @ValueSource(strings = {"no login", "another author", "no key"})
    void mailShouldBeRefusedWhenThereIsNoKeyAndToldSo(String why) throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true", "onMissingKey", "refuse");
        if (!why.equals("no key")) {
            gateway.vault.people.put("alice@own.example", ALICE);
            gateway.vault.people.put("ceo@own.example", ALICE);
        }
        MailImpl mail =
                why.equals("no login")
                        ? TestGateway.mail(MESSAGE, "good@rec.example")
                        : submitted(
                                why.equals("another author")
                                        ? MESSAGE.replace("<alice@", "<ceo@")
                                        : MESSAGE,
                                "good@rec.example");

        gateway.run(mail);

        assertThat(gateway.sent).isEmpty();
        assertThat(gateway.notices()).hasSize(1);
        assertThat(TestMails.firstBase64Part(gateway.notices().get(0)))
                .contains("good@rec.example: this server has no key to sign it with")
                .doesNotContain("the plain words");
    }

    @Test
    void mailShouldWaitAsAWholeWhenTheVaultIsAway() throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true");
        gateway.vault.away = true;

        MailImpl mail = submitted(MESSAGE, "good@rec.example", "also@rec.example");
        gateway.run(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(gateway.sent).isEmpty();
        assertThat(gateway.queue).hasSize(1);
        assertThat(gateway.queue.element().getRecipients()).hasSize(2);

        gateway.vault.away = false;
        gateway.vault.people.put("alice@own.example", ALICE);
        gateway.clock.move(gateway.delays.get(0));
        gateway.run(gateway.queue.remove());

        assertThat(gateway.sent).hasSize(2).allMatch(each -> each.octets().contains(SIGNED));
    }

    @Test
    void mailShouldBeRefusedAsAWholeWhenTheVaultIsAwayAndItIsNotToWait() throws Exception {
        TestGateway gateway = gateway("tripleWrap", "true", "onUnavailable", "refuse");
        gateway.vault.away = true;

        gateway.run(submitted(MESSAGE, "good@rec.example", "also@rec.example"));

        assertThat(gateway.sent).isEmpty();
        assertThat(gateway.notices()).hasSize(1);
    }

    private TestGateway gateway(String... parameters) throws Exception {
        return new TestGateway(folder, MANDATORY, parameters);
    }

    private static MailImpl submitted(String message, String... recipients) throws Exception {
        MailImpl mail = TestGateway.mail(message, recipients);
        mail.setAttribute(
                new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(TestGateway.SENDER)));
        return mail;
    }

    private static Sent envelope(Sent signed) {
        return new Sent(List.of("good@rec.example"), firstPart(signed.octets()));
    }

    /** What stands between the first two delimiters. */
    private static String firstPart(String multipart) {
        int boundary = multipart.indexOf("\r\n--");
        String delimiter = multipart.substring(boundary, multipart.indexOf("\r\n", boundary + 2));
        int start = boundary + delimiter.length() + 2;
        return multipart.substring(start, multipart.indexOf(delimiter, start));
    }
}
