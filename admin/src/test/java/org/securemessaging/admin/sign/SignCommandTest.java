package org.securemessaging.admin.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.TestPki;

class SignCommandTest {
    private static final TestPki PKI = new TestPki();
    private static final TestPki.Person ALICE = PKI.person("alice@example.org");
    private static final String MESSAGE = "From: alice@example.org\nSubject: hi\n\nhello\n";

    @TempDir private Path folder;
    private Path message;
    private Path key;

    @BeforeEach
    void write() throws IOException {
        message = Files.writeString(folder.resolve("message.eml"), MESSAGE);
        key = folder.resolve("keys/alice.pem");
        Files.createDirectories(key.getParent());
        try (StringWriter text = new StringWriter()) {
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(ALICE.certificate());
                pem.writeObject(ALICE.keys().getPrivate());
            }
            Files.writeString(key, text.toString());
        }
        PKI.writeRoot(folder.resolve("root.pem"));
    }

    @ParameterizedTest
    @CsvSource({"false, multipart/signed", "true, application/pkcs7-mime"})
    void messageShouldBeSignedWithTheKeyInAFile(boolean opaque, String type) throws IOException {
        Ran ran =
                opaque
                        ? Ran.with("sign", "--key", key.toString(), "--opaque", message.toString())
                        : Ran.with("sign", "--key", key.toString(), message.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("\r\nContent-Type: " + type + ";");
        assertPasses(ran.out());
    }

    @Test
    void standardInputShouldBeSigned() throws IOException {
        Ran ran =
                Ran.with(
                        MESSAGE.getBytes(StandardCharsets.US_ASCII),
                        false,
                        "sign",
                        "--key",
                        key.toString(),
                        "-");
        assertThat(ran.status()).isZero();
        assertPasses(ran.out());
    }

    @Test
    void messageShouldBeSignedWithTheVaultsKeyOfItsAuthor() throws IOException {
        Path conf = configuration();
        Ran ran = Ran.with("sign", "--conf", conf.toString(), message.toString());
        assertThat(ran.err()).isEmpty();
        assertPasses(ran.out());
    }

    @Test
    void authorWithoutAKeyShouldBeToldSo() throws IOException {
        Path conf = configuration();
        Files.writeString(message, MESSAGE.replace("alice", "bob"));
        Ran ran = Ran.with("sign", "--conf", conf.toString(), message.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("the vault has no key for its author");
    }

    @Test
    void missingKeyShouldBeAUsageError() {
        Ran ran = Ran.with("sign", message.toString());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("name a key: --conf DIR, or --key FILE");
    }

    @Test
    void fileWithoutAKeyShouldBeAUsageError() throws IOException {
        Path certificate = TestPki.writeCertificate(folder.resolve("alice.crt"), ALICE);
        Ran ran = Ran.with("sign", "--key", certificate.toString(), message.toString());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("alice.crt");
        assertThat(Ran.with("sign", "--key", "nowhere.p12", message.toString()).status())
                .isEqualTo(2);
    }

    @Test
    void missingMessageShouldBeAnInputError() {
        Ran ran = Ran.with("sign", "--key", key.toString(), "nowhere.eml");
        assertThat(ran.status()).isEqualTo(74);
        assertThat(ran.err()).contains("nowhere.eml");
    }

    private void assertPasses(String signed) throws IOException {
        Path file = folder.resolve("signed.eml");
        Files.writeString(file, signed, StandardCharsets.US_ASCII);
        Ran verified =
                Ran.with(
                        "verify",
                        "--anchors",
                        folder.resolve("root.pem").toString(),
                        "--revocation",
                        "off",
                        file.toString());
        assertThat(verified.status()).as(verified.out()).isZero();
    }

    private Path configuration() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging><vault><keys>file://"
                        + key.getParent().toAbsolutePath()
                        + "</keys><clearKeys>true</clearKeys></vault></securemessaging>");
        return conf;
    }
}
