package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.keys.KeySource;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.TestKey;
import org.securemessaging.keys.VaultProblem;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.RecipientKeys;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;

class CanDecryptTest {
    private static final TestKey BOB = TestKey.of("P-256", TestKey.AGREES, "bob@example.org");
    private static final TestKey CAROL = TestKey.of("P-256", TestKey.AGREES, "carol@example.org");
    private static final TestKey GATEWAY =
            TestKey.of("P-256", TestKey.AGREES, "domain-confidentiality-authority@gate.example");
    private static final String HEADER = "From: alice@example.net\r\nTo: bob@example.org\r\n";

    @TempDir Path work;
    private VerificationEngine judge;
    private KeyVault vault;

    @BeforeEach
    void assemble() throws Exception {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.write(work.resolve("conf/keys/bob.pem"), BOB.clearPem());
        Files.write(work.resolve("conf/keys/gateway.pem"), GATEWAY.clearPem());
        Files.writeString(work.resolve("conf/aliases"), "sales@example.org: bob@example.org\n");
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><keys>file://conf/keys/</keys>"
                        + "<clearKeys>true</clearKeys><aliases>file://conf/aliases</aliases>"
                        + "</vault></securemessaging>");
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(work.resolve("conf"));
        vault = VaultAssembly.of(configuration.vault());
        judge = new VerificationEngine(configuration, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void recipientsWhoseKeyIsHereShouldMatchAndOthersNot() throws Exception {
        String message = HEADER + encrypted(BOB, CAROL);

        assertThat(matched(message, "bob@example.org", "carol@example.org", "dave@example.org"))
                .containsExactly("bob@example.org");
    }

    @Test
    void aliasesAndDomainsShouldMatch() throws Exception {
        assertThat(matched(HEADER + encrypted(BOB), "sales@example.org", "x@example.org"))
                .containsExactly("sales@example.org");
        assertThat(matched(HEADER + encrypted(GATEWAY), "x@gate.example", "bob@example.org"))
                .containsExactly("x@gate.example");
    }

    @Test
    void aKeyThatTheMessageIsNotForShouldNotMatch() throws Exception {
        assertThat(matched(HEADER + encrypted(CAROL), "bob@example.org")).isEmpty();
    }

    @Test
    void clearMailShouldNotMatch() throws Exception {
        assertThat(matched(HEADER + "\r\nhello\r\n", "bob@example.org")).isEmpty();
    }

    @Test
    void anEncryptedPartBesideOthersShouldNotMatch() throws Exception {
        String mixed =
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n<img src=\"\r\n--x\r\n"
                        + encrypted(BOB)
                        + "\r\n--x--\r\n";

        assertThat(matched(HEADER + mixed, "bob@example.org")).isEmpty();
    }

    @Test
    void anEncryptedMessageInsideASignatureShouldMatch() throws Exception {
        String signed =
                "Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n"
                        + encrypted(BOB)
                        + "\r\n--x\r\nContent-Type: application/pkcs7-signature\r\n\r\nx\r\n--x--\r\n";

        assertThat(matched(HEADER + signed, "bob@example.org")).hasSize(1);
    }

    @Test
    void everyRecipientShouldMatchWhileTheVaultIsAway() throws Exception {
        vault = new KeyVault(List.of(new Away()));

        assertThat(matched(HEADER + encrypted(CAROL), "bob@example.org", "eve@example.org"))
                .hasSize(2);
        assertThat(matched(HEADER + "\r\nhello\r\n", "bob@example.org")).isEmpty();
    }

    @Test
    void aConditionShouldStopTheStart() {
        assertThatThrownBy(
                        () ->
                                matcher()
                                        .init(
                                                FakeMatcherConfig.builder()
                                                        .matcherName("CanDecrypt")
                                                        .condition("bob")
                                                        .build()))
                .hasMessageContaining("CanDecrypt");
    }

    private List<String> matched(String message, String... recipients) throws Exception {
        MailImpl mail = TestMails.mail(message);
        mail.setRecipients(Stream.of(recipients).map(CanDecryptTest::address).toList());
        return matcher().match(mail).stream().map(MailAddress::asString).toList();
    }

    private CanDecrypt matcher() {
        return new CanDecrypt(judge, new RecipientKeys(vault, vault));
    }

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (javax.mail.internet.AddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String encrypted(TestKey... recipients) throws IOException {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        new Encryptor(TestKey.PROVIDER)
                .encrypt(
                        new ByteArrayInputStream(
                                "\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII)),
                        new EncryptionPlan(
                                ContentCipher.AES_128_GCM,
                                false,
                                Stream.of(recipients)
                                        .map(key -> KeyRecipient.of(key.certificate()))
                                        .toList()),
                        der);
        return "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(der.toByteArray());
    }

    private static final class Away implements KeySource {
        @Override
        public List<StoredKey> keys() {
            throw new VaultUnavailableException("away", new Exception());
        }

        @Override
        public List<VaultProblem> problems() {
            return List.of();
        }
    }
}
