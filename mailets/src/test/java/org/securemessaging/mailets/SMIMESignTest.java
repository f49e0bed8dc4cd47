package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MaybeSender;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.EncryptionTricks;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.keys.Vault;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.engine.SigningEngine;

class SMIMESignTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "EC P-256");
    private static final CertifiedKey POST_QUANTUM =
            SigningPki.person("alice@example.org", "ML-DSA-44");
    private static final CertifiedKey CEO = SigningPki.person("ceo@example.org", "EC P-256");
    private static final CertifiedKey SALES = SigningPki.person("sales@example.org", "EC P-256");
    private static final CertifiedKey DOMAIN =
            SigningPki.person("domain-signing-authority@example.net", "EC P-256");
    private static final AttributeName JMAP =
            AttributeName.of("org.apache.james.jmap.send.MailMetaData.username");
    private static final String MESSAGE =
            "From: Alice <alice@example.org>\r\nTo: bob@example.com\r\nSubject: hi\r\n"
                    + "Message-ID: <1@example.org>\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
                    + "\r\nhello\r\n";
    private static final String SIGNED = "Content-Type: multipart/signed;";

    private final Keys vault = new Keys();
    private final HeldQueue queue = new HeldQueue();
    private final MovableClock clock = new MovableClock(SigningPki.NOW, ZoneOffset.UTC);

    /** A vault with a handful of keys. */
    private static final class Keys implements Vault {
        private final Map<String, List<CertifiedKey>> signers = new HashMap<>();
        private boolean away;

        Keys() {
            signers.put("alice@example.org", List.of(ALICE, POST_QUANTUM));
            signers.put("ceo@example.org", List.of(CEO));
        }

        @Override
        public List<CertifiedKey> signers(MailAddress address, Instant at) {
            if (away) {
                throw new VaultUnavailableException("token 1234 away", new IllegalStateException());
            }
            return signers.getOrDefault(address.localPart() + "@" + address.domain(), List.of());
        }

        @Override
        public List<CertifiedKey> domainSigners(String domain, Instant at) {
            return domain.equals("example.net") ? List.of(DOMAIN) : List.of();
        }
    }

    @Test
    void mailOfAnAuthenticatedUserShouldBeSigned() throws Exception {
        Mail mail = mail(MESSAGE, "alice@example.org", "alice@example.org");
        mailet().service(mail);
        assertThat(TestMails.octets(mail))
                .startsWith("From: Alice <alice@example.org>\r\nTo: bob@example.com\r\n")
                .contains(SIGNED)
                .contains("\r\n\r\nhello\r\n\r\n--");
        assertThat(mail.getState()).isEqualTo("root");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.org",
                "Alice@EXAMPLE.org",
                "alice",
                " alice@example.org ",
            })
    void userNamesShouldBeUnderstood(String user) throws Exception {
        assertThat(signed(MESSAGE, user, "alice@example.org")).isTrue();
    }

    @Test
    void jmapSubmissionsShouldBeSigned() throws Exception {
        MailImpl mail = mail(MESSAGE, "", "alice@example.org");
        mail.setAttribute(new Attribute(JMAP, AttributeValue.of("alice@example.org")));
        mailet().service(mail);
        assertThat(TestMails.octets(mail)).contains(SIGNED);
    }

    /** None of these is signed, whoever's key it would be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            another in From              | alice@example.org   | From: ceo@example.org
            another with own Sender      | alice@example.org   | From: ceo@example.org~Sender: alice@example.org
            own From, another Sender     | alice@example.org   | From: alice@example.org~Sender: ceo@example.org
            two Senders                  | alice@example.org   | From: alice@example.org~Sender: alice@example.org~Sender: ceo@example.org
            two From fields              | alice@example.org   | From: alice@example.org~From: ceo@example.org
            two From fields, own last    | alice@example.org   | From: ceo@example.org~From: alice@example.org
            the same From twice          | alice@example.org   | From: alice@example.org~From: alice@example.org
            From with a space            | alice@example.org   | From : ceo@example.org~From: alice@example.org
            two authors                  | alice@example.org   | From: alice@example.org, ceo@example.org
            two authors, own Sender      | alice@example.org   | From: ceo@example.org, alice@example.org~Sender: alice@example.org
            envelope of another          | ceo@example.org     | From: alice@example.org
            all but the user             | ceo@example.org     | From: ceo@example.org
            Resent-From own              | alice@example.org   | Resent-From: alice@example.org~From: ceo@example.org
            Resent-Sender own            | alice@example.org   | Resent-Sender: alice@example.org~From: ceo@example.org
            Reply-To own                 | alice@example.org   | Reply-To: alice@example.org~From: ceo@example.org
            display name                 | alice@example.org   | From: "ceo@example.org" <alice@example.org>
            display name, unquoted       | alice@example.org   | From: ceo@example.org <alice@example.org>
            address in a comment         | alice@example.org   | From: alice@example.org (ceo@example.org) <ceo@example.org>
            encoded display name         | alice@example.org   | From: =?utf-8?Q?ceo=40example.org?= <alice@example.org>
            encoded address              | alice@example.org   | From: =?utf-8?Q?ceo=40example.org?=
            address inside encoded word  | alice@example.org   | From: =?utf-8?Q?=3Cceo=40example.org=3E?= <alice@example.org>
            group                        | alice@example.org   | From: ceo@example.org: alice@example.org;
            named group                  | alice@example.org   | From: The CEO: alice@example.org;
            empty group                  | alice@example.org   | From: Undisclosed:;
            route                        | alice@example.org   | From: <@example.org:alice@example.org>
            two brackets                 | alice@example.org   | From: <alice@example.org> <ceo@example.org>
            nested brackets              | alice@example.org   | From: <ceo@example.org<alice@example.org>>
            no From                      | alice@example.org   | To: bob@example.com
            empty From                   | alice@example.org   | From:
            look-alike, Cyrillic         | alice@example.org   | From: \u00d0\u00b0lice@example.org
            look-alike domain            | alice@example.org   | From: alice@xn--xample-9uf.org
            subdomain                    | alice@example.org   | From: alice@mail.example.org
            domain as a prefix           | alice@example.org   | From: alice@example.org.evil.test
            quoted at                    | alice@example.org   | From: "ceo@example.org\\"@example.org" <alice@example.org>
            percent hack                 | alice@example.org   | From: ceo%example.org@example.org
            plus address                 | alice@example.org   | From: alice+ceo@example.org
            folded                       | alice@example.org   | From: alice@example.org,~ ceo@example.org
            folded name                  | alice@example.org   | From:~ ceo@example.org
            bare carriage return         | alice@example.org   | From: alice@example.org^ceo@example.org
            NUL                          | alice@example.org   | From: ceo@example.org\u0000alice@example.org
            """)
    void nobodyShouldSignAsAnother(String attempt, String envelope, String header)
            throws Exception {
        String message =
                (header == null ? "" : header).replace("~", "\r\n").replace("^", "\r")
                        + "\r\nSubject: x\r\n\r\nx\r\n";
        assertThat(signed(message, "alice@example.org", envelope)).as(attempt).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sales@example.org, sales@example.org, sales@example.org",
        "alice@example.org, sales@example.org, sales@example.org",
        "sales@example.org, alice@example.org, sales@example.org",
        "sales@example.org, alice@example.org, alice@example.org",
    })
    void aliasShouldSignWithItsOwnKey(String envelope, String sender, String author)
            throws Exception {
        vault.signers.put("sales@example.org", List.of(SALES));
        String message = "From: " + author + "\r\nSender: " + sender + "\r\n\r\nx\r\n";
        Mail mail = mail(message, "alice@example.org", envelope);
        mailet().service(mail);
        assertThat(signerOf(mail)).isEqualTo(author);
    }

    @Test
    void aliasWithoutAKeyShouldNotSignWithTheUsers() throws Exception {
        assertThat(
                        signed(
                                "From: sales@example.org\r\n\r\nx\r\n",
                                "alice@example.org",
                                "alice@example.org"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "true, bob@example.org, sales@example.org",
        "true, alice@example.org, ceo@example.org",
        "false, alice@example.org, sales@example.org",
    })
    void nobodyShouldSignUnderAnAliasThatIsNotHis(String aliases, String user, String author)
            throws Exception {
        vault.signers.put("sales@example.org", List.of(SALES));
        String message = "From: " + author + "\r\n\r\nx\r\n";
        assertThat(signed(message, user, user, "aliases", aliases)).isFalse();
    }

    @Test
    void nobodyShouldSignWithoutLoggingIn() throws Exception {
        assertThat(signed(MESSAGE, "", "alice@example.org")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Org-Apache-James-SMTPAuthUser: alice@example.org",
                "org.apache.james.SMTPAuthUser: alice@example.org",
            })
    void headerShouldBeNoProofOfALogin(String field) throws Exception {
        assertThat(signed(field + "\r\n" + MESSAGE, "", "alice@example.org")).isFalse();
    }

    @Test
    void userWithAnotherDomainOfTheSameNameShouldNotSign() throws Exception {
        assertThat(signed(MESSAGE, "alice@example.com", "alice@example.org")).isFalse();
    }

    @Test
    void internationalDomainShouldBeTheSameInBothForms() throws Exception {
        CertifiedKey key = SigningPki.person("jo@xn--bcher-kva.example", "EC P-256");
        vault.signers.put("jo@b\u00fccher.example", List.of(key));
        String message = "From: jo@xn--bcher-kva.example\r\n\r\nx\r\n";
        Mail mail = mail(message, "jo@xn--bcher-kva.example", "jo@xn--bcher-kva.example");
        mailet().service(mail);
        assertThat(TestMails.octets(mail))
                .contains(SIGNED)
                .containsPattern("Message-ID: <[0-9a-f-]+@xn--bcher-kva.example>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signLists | List-Id: <x.example.org>",
                "signLists | Precedence: list",
            })
    void exemptMailShouldBeLeftUnlessToldOtherwise(String parameter, String field)
            throws Exception {
        String message = field + "\r\n" + MESSAGE.replace("hello", "--b\r\n\r\nx\r\n--b--");
        Mail left = mail(message, "alice@example.org", "alice@example.org");
        mailet().service(left);
        assertThat(TestMails.octets(left)).isEqualTo(message);

        Mail told = mail(message, "alice@example.org", "alice@example.org");
        mailet(parameter, "true").service(told);
        assertThat(TestMails.octets(told)).contains("protocol=\"application/pkcs7-signature\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"honest", "honestPgp"})
    void encryptedMailShouldBeLeftUnlessToldOtherwise(String kind) throws Exception {
        String message =
                (kind.equals("honest") ? EncryptionTricks.honest() : EncryptionTricks.honestPgp())
                        .replace("alice@own.example", "alice@example.org");
        Mail left = mail(message, "alice@example.org", "alice@example.org");
        mailet().service(left);
        assertThat(TestMails.octets(left)).isEqualTo(message);

        Mail told = mail(message, "alice@example.org", "alice@example.org");
        mailet("signEncrypted", "true").service(told);
        assertThat(TestMails.octets(told)).contains(SIGNED);
    }

    @Test
    void signedMailShouldBeLeftUnlessToldOtherwise() throws Exception {
        for (String form : List.of("clear", "opaque")) {
            Mail mail = mail(MESSAGE, "alice@example.org", "alice@example.org");
            mailet("form", form).service(mail);
            String signed = TestMails.octets(mail);

            mailet().service(mail);
            assertThat(TestMails.octets(mail)).isEqualTo(signed);

            mailet("signSigned", "true").service(mail);
            assertThat(TestMails.octets(mail)).isNotEqualTo(signed).contains(SIGNED);
        }
    }

    /** Else whoever writes the label would get his mail past without a signature. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/signed; boundary=b",
                "Content-Type: application/pkcs7-mime; smime-type=signed-data",
                "Content-Type: application/pkcs7-mime; smime-type=enveloped-data",
                "Content-Type: application/pkcs7-mime",
                "Content-Type: multipart/encrypted; boundary=b",
            })
    void labelAloneShouldNotLeaveMailUnsigned(String field) throws Exception {
        String message = field + "\r\n" + MESSAGE.replace("hello", "--b\r\n\r\nx\r\n--b--");
        Mail mail = mail(message, "alice@example.org", "alice@example.org");
        mailet().service(mail);
        assertThat(TestMails.octets(mail)).contains("protocol=\"application/pkcs7-signature\"");
    }

    @Test
    void bouncesShouldBeLeftUnlessToldOtherwise() throws Exception {
        MailImpl left = mail(MESSAGE, "alice@example.org", "");
        mailet().service(left);
        assertThat(TestMails.octets(left)).isEqualTo(MESSAGE);
        MailImpl told = mail(MESSAGE, "alice@example.org", "");
        mailet("signBounces", "true").service(told);
        assertThat(TestMails.octets(told)).contains(SIGNED);
    }

    @Test
    void domainShouldSignForThoseWithoutAKey() throws Exception {
        String message = MESSAGE.replace("alice@example.org", "dora@example.net");
        assertThat(signed(message, "dora@example.net", "dora@example.net")).isTrue();
        assertThat(signed(message, "dora@example.net", "dora@example.net", "domainKeys", "false"))
                .isFalse();
    }

    @Test
    void missingKeyShouldTakeItsWay() throws Exception {
        String message = MESSAGE.replace("alice@", "eve@");
        Mail passed = mail(message, "eve@example.org", "eve@example.org");
        mailet().service(passed);
        assertThat(TestMails.octets(passed)).isEqualTo(message);

        Mail sent = mail(message, "eve@example.org", "eve@example.org");
        SMIMESign mailet = mailet("onMissingKey", "no-key");
        assertThat(mailet.requiredProcessingState()).containsExactly(new ProcessingState("no-key"));
        mailet.service(sent);
        assertThat(sent.getState()).isEqualTo("no-key");
        assertThat(TestMails.octets(sent)).isEqualTo(message);

        Mail failed = mail(message, "eve@example.org", "eve@example.org");
        assertThatThrownBy(() -> mailet("onMissingKey", "fail").service(failed))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void failureShouldLeaveTheMailAndTellNothing() throws Exception {
        vault.away = true;
        Mail failed = mail(MESSAGE, "alice@example.org", "alice@example.org");
        assertThatThrownBy(() -> mailet("onUnavailable", "fail").service(failed))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("1234")
                .hasNoCause();
        assertThat(TestMails.octets(failed)).isEqualTo(MESSAGE);

        Mail passed = mail(MESSAGE, "alice@example.org", "alice@example.org");
        mailet("onUnavailable", "pass").service(passed);
        assertThat(TestMails.octets(passed)).isEqualTo(MESSAGE);

        Mail sent = mail(MESSAGE, "alice@example.org", "alice@example.org");
        SMIMESign mailet = mailet("onUnavailable", "unsigned");
        assertThat(mailet.requiredProcessingState())
                .containsExactly(new ProcessingState("unsigned"));
        mailet.service(sent);
        assertThat(sent.getState()).isEqualTo("unsigned");
        assertThat(sent.getErrorMessage()).doesNotContain("1234");
    }

    @Test
    void mailShouldWaitForATokenThatIsAwayAndThenBeSigned() throws Exception {
        SMIMESign mailet = mailet("delay", "1min");
        Mail mail = mail(MESSAGE, "alice@example.org", "alice@example.org");
        vault.away = true;

        mailet.service(mail);
        mail.setState("root");
        clock.move(Duration.ofMinutes(1));
        mailet.service(mail);

        assertThat(queue.entries)
                .containsExactly(
                        new HeldQueue.Entry("root", Duration.ofMinutes(1)),
                        new HeldQueue.Entry("root", Duration.ofMinutes(2)));
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);

        vault.away = false;
        clock.move(Duration.ofMinutes(2));
        mail.setState("root");
        mailet.service(mail);

        assertThat(queue.entries).hasSize(2);
        assertThat(TestMails.octets(mail)).contains(SIGNED);
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(mail.attributeNames().map(AttributeName::asString))
                .noneMatch(name -> name.startsWith("org.securemessaging.sign."));
    }

    @Test
    void mailShouldNotWaitForEver() throws Exception {
        SMIMESign mailet = mailet("waitAtMost", "1h");
        Mail mail = mail(MESSAGE, "alice@example.org", "alice@example.org");
        vault.away = true;
        mailet.service(mail);
        mail.setState("root");
        clock.move(Duration.ofMinutes(61));

        assertThatThrownBy(() -> mailet.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("1234");
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
        assertThat(queue.entries).hasSize(1);
    }

    /** Else the mail would be lost: James takes a mail that a mailet put back for done. */
    @Test
    void mailShouldFailIfItCanNotEvenWait() throws Exception {
        vault.away = true;
        queue.refuses = true;
        Mail mail = mail(MESSAGE, "alice@example.org", "alice@example.org");

        assertThatThrownBy(() -> mailet().service(mail)).isInstanceOf(MessagingException.class);
        assertThat(mail.getState()).isEqualTo("root");
    }

    @Test
    void deadAuthorityShouldFailUnlessTimestampsAreOptional() throws Exception {
        String dead = "http://127.0.0.1:1/";
        Mail failed = mail(MESSAGE, "alice@example.org", "alice@example.org");
        assertThatThrownBy(() -> mailet("timestamp", dead, "onUnavailable", "fail").service(failed))
                .isInstanceOf(MessagingException.class);
        assertThat(
                        signed(
                                MESSAGE,
                                "alice@example.org",
                                "alice@example.org",
                                "timestamp",
                                dead,
                                "timestampRequired",
                                "false"))
                .isTrue();
    }

    @Test
    void parametersShouldBeObeyed() throws Exception {
        Mail mail = mail(MESSAGE, "alice@example.org", "alice@example.org");
        mailet(
                        "digest", "SHA-384",
                        "keys", "every-kind",
                        "chain", "none",
                        "protectHeaders", "true",
                        "footer", "Example Ltd")
                .service(mail);
        assertThat(TestMails.octets(mail))
                .contains("micalg=\"sha-384,sha-512\"")
                .contains("hp=\"clear\"")
                .contains("hello\r\n\r\nExample Ltd\r\n");
        Mail opaque = mail(MESSAGE, "alice@example.org", "alice@example.org");
        mailet("form", "opaque").service(opaque);
        assertThat(TestMails.octets(opaque)).contains("smime-type=signed-data");
    }

    @ParameterizedTest
    @CsvSource({
        "form, both",
        "digest, SHA-1",
        "digest, MD5",
        "rsaPadding, oaep",
        "chain, half",
        "keys, all",
        "timestamp, ftp://example.org/",
        "timestamp, tsa",
        "onMissingKey, No Key",
        "onFailure, Error",
        "onUnavailable, Later",
        "delay, soon",
        "protectHeaders, yes",
        "unknown, x",
    })
    void initShouldRefuseWhatItDoesNotKnow(String name, String value) {
        assertThatThrownBy(() -> mailet(name, value))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("SMIMESign")
                .hasMessageContaining(name);
    }

    /** The address in the signer's certificate. */
    private static String signerOf(Mail mail) throws Exception {
        String text = TestMails.octets(mail);
        int body = text.indexOf("\r\n\r\n", text.indexOf("Content-Type: application/pkcs7-sig"));
        CMSSignedData signature =
                new CMSSignedData(
                        Base64.getMimeDecoder()
                                .decode(text.substring(body + 4, text.indexOf("\r\n--", body))));
        SignerId signer = signature.getSignerInfos().iterator().next().getSID();
        X509CertificateHolder holder =
                signature.getCertificates().getMatches(null).stream()
                        .filter(signer::match)
                        .findFirst()
                        .orElseThrow();
        return GeneralNames.fromExtensions(holder.getExtensions(), Extension.subjectAlternativeName)
                .getNames()[0]
                .getName()
                .toString();
    }

    /** As James answers: of alice alone, and not of the name itself. */
    private static boolean isAlias(MailAddress user, MailAddress address) {
        return user.equals(new MailAddress("alice", "example.org"))
                && address.equals(new MailAddress("sales", "example.org"));
    }

    private boolean signed(String message, String user, String sender, String... parameters)
            throws Exception {
        Mail mail = mail(message, user, sender);
        mailet(parameters).service(mail);
        String after = TestMails.octets(mail);
        if (!after.contains("application/pkcs7-signature")) {
            assertThat(after).isEqualTo(message);
            return false;
        }
        return true;
    }

    private SMIMESign mailet(String... parameters) throws Exception {
        SigningEngine engine =
                new SigningEngine(
                        TestMails.configuration(),
                        vault,
                        address -> Optional.empty(),
                        Clock.fixed(SigningPki.NOW, ZoneOffset.UTC));
        SMIMESign mailet =
                new SMIMESign(
                        engine,
                        () -> "example.org",
                        SMIMESignTest::isAlias,
                        new SpoolQueue(queue.factory()),
                        clock);
        mailet.init(TestMails.parameters(parameters));
        return mailet;
    }

    private static MailImpl mail(String message, String user, String sender) throws Exception {
        MailImpl mail = TestMails.mail(message);
        mail.setSender(
                sender.isEmpty()
                        ? MaybeSender.nullSender().asOptional().orElse(null)
                        : new org.apache.james.core.MailAddress(sender));
        if (!user.isEmpty()) {
            mail.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(user)));
        }
        return mail;
    }
}
