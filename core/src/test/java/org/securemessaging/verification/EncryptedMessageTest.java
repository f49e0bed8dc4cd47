package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.EncryptionRequest;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.encrypt.MessageEncryptor;
import org.securemessaging.cms.encrypt.MessageNotEncryptableException;
import org.securemessaging.cms.encrypt.TripleWrapping;
import org.securemessaging.cms.encrypt.UnusableCertificateException;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.cms.sign.MessageSigner;
import org.securemessaging.cms.sign.SignatureForm;
import org.securemessaging.cms.sign.SignedDataSigner;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.cms.sign.SigningRequest;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TrustAnchors;

/** What becomes of a message that is encrypted here, and opened here. */
class EncryptedMessageTest {
    private static final TestKey BOB = TestKey.of("RSA", TestKey.BOTH, "bob@example.org");
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "RSA 2048");
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final String HEADER =
            """
            Received: from somewhere by elsewhere
            From: Alice <alice@example.org>
            To: bob@example.org
            Subject: the
             secret plan
            Thread-Topic: the secret plan
            Keywords: plan
            Date: Mon, 1 Jun 2026 12:00:00 +0000
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            """
                    .replace("\n", "\r\n");

    private static final String CONTENT =
            """
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            Content-Language: de

            Gr\u00fc\u00dfe   \s
            From the outside
            ..
            """
                    .replace("\n", "\r\n");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(ContentCipher.class)
    void everyOctetShouldComeBack(ContentCipher cipher) throws IOException {
        String encrypted = encrypt(HEADER + CONTENT, cipher, plain());

        assertThat(encrypted)
                .startsWith(HEADER + "Content-Type: application/pkcs7-mime; smime-type=")
                .doesNotContain("text/plain", "Content-Language", "outside");
        assertThat(decrypted(encrypted)).isEqualTo(HEADER + CONTENT);
    }

    @Test
    void theSmimeTypeShouldSayWhatTheStructureIs() throws IOException {
        assertThat(encrypt(HEADER + CONTENT, ContentCipher.AES_128_GCM, plain()))
                .contains("smime-type=authEnveloped-data;\r\n name=\"smime.p7m\"\r\n");
        assertThat(encrypt(HEADER + CONTENT, ContentCipher.AES_128_CBC, plain()))
                .contains("smime-type=enveloped-data;\r\n name=\"smime.p7m\"\r\n");
    }

    @Test
    void aMessageWithoutMimeShouldComeBackAndGetWhatItLacks() throws IOException {
        String bare = "From: alice@example.org\r\n\r\nhello\r\n";

        String decrypted = decrypted(encrypt(bare, ContentCipher.AES_256_GCM, plain()));

        assertThat(decrypted)
                .matches(
                        "(?s)From: alice@example.org\r\nDate: Mon, 1 Jun 2026 12:00:00 \\+0000\r\n"
                                + "Message-ID: <[^>]+@example.org>\r\nMIME-Version: 1.0\r\n\r\nhello\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "8bit"})
    void lineEndsShouldBeCanonicalUnlessTheContentIsBinary(String encoding) throws IOException {
        String content = "Content-Transfer-Encoding: " + encoding + "\r\n\r\na\nb\r\n";

        String decrypted = decrypted(encrypt(HEADER + content, ContentCipher.AES_256_GCM, plain()));

        assertThat(decrypted)
                .endsWith(encoding.equals("binary") ? "\r\na\nb\r\n" : "\r\na\r\nb\r\n");
    }

    @Test
    void compressedContentShouldBeShorterAndComeBack() throws IOException {
        String repetitive = HEADER + "\r\n" + "again and ".repeat(10_000) + "\r\n";
        EncryptionRequest request =
                new EncryptionRequest(NOW, "example.org", HeaderProtection.NONE, true);

        String encrypted = encrypt(repetitive, ContentCipher.AES_256_GCM, request);

        assertThat(encrypted).hasSizeLessThan(10_000);
        assertThat(decrypted(encrypted)).isEqualTo(repetitive);
    }

    @Test
    void aHiddenSubjectShouldBeNowhereOutsideAndComeBack() throws IOException {
        String encrypted = encrypt(HEADER + CONTENT, ContentCipher.AES_256_GCM, hidden());

        assertThat(encrypted)
                .contains("\r\nSubject: [...]\r\n", "\r\nFrom: Alice <alice@example.org>\r\n")
                .doesNotContain("secret plan", "Keywords");
        assertThat(decrypted(encrypted))
                .contains("\r\nSubject: the\r\n secret plan\r\n", "\r\nKeywords: plan\r\n")
                .doesNotContain("[...]");
        assertThat(inside(encrypted))
                .contains(
                        "\r\nHP-Outer: Subject: [...]\r\n",
                        "\r\nHP-Outer: From: Alice <alice@example.org>\r\n",
                        "\r\nContent-Type: text/plain; charset=utf-8;\r\n hp=\"cipher\"\r\n")
                .doesNotContain("HP-Outer: Keywords", "Received", "HP-Outer: Received");
    }

    @ParameterizedTest
    @EnumSource(SignatureForm.class)
    void aHiddenSubjectShouldComeBackAroundASignature(SignatureForm form) throws IOException {
        SigningRequest request = SigningRequest.plain(NOW, form, "example.org");
        String signed;
        try (MessageBytes octets =
                signer().sign(bytes(HEADER + CONTENT), SigningIdentity.of(ALICE), request)) {
            signed = text(octets);
        }

        String encrypted = encrypt(signed, ContentCipher.AES_256_GCM, hidden());

        assertThat(encrypted)
                .contains("\r\nSubject: [...]\r\n")
                .doesNotContain("secret plan", "Keywords");
        assertThat(decrypted(encrypted))
                .contains("\r\nSubject: the\r\n secret plan\r\n")
                .doesNotContain("\r\nSubject: [...]");
        try (MessageBytes message = bytes(encrypted);
                OpenedMessage opened = open(message)) {
            assertThat(opened.report().result()).isEqualTo(SignatureResult.PASS);
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureForm.class)
    void aTripleWrappedMessageShouldPassWithinAndWithout(SignatureForm form) throws IOException {
        String wrapped = wrap(form, HeaderProtection.HIDDEN);

        assertThat(wrapped).contains("\r\nSubject: [...]\r\n").doesNotContain("secret", "Keywords");
        try (MessageBytes message = bytes(wrapped);
                OpenedMessage opened = open(message)) {
            assertThat(opened.report().result()).isEqualTo(SignatureResult.PASS);
            assertThat(opened.report().layers())
                    .extracting(LayerReport::type)
                    .containsExactly("signed-data", "authEnveloped-data", "signed-data");
            assertThat(opened.report().layers())
                    .flatExtracting(LayerReport::signers)
                    .extracting(SignerVerdict::result)
                    .containsExactly(SignatureResult.PASS, SignatureResult.PASS);
            assertThat(opened.report().layers()).flatExtracting(LayerReport::differences).isEmpty();
        }
        if (form == SignatureForm.CLEAR) {
            assertThat(decrypted(wrapped)).contains("\r\nSubject: the\r\n secret plan\r\n");
        }
    }

    @Test
    void aSubjectThatWasPutInPlaceOfTheHiddenOneShouldBeReported() throws IOException {
        String wrapped =
                wrap(SignatureForm.CLEAR, HeaderProtection.HIDDEN)
                        .replace("\r\nSubject: [...]\r\n", "\r\nSubject: Pay 100\r\n");
        try (MessageBytes message = bytes(wrapped);
                OpenedMessage opened = open(message)) {
            assertThat(opened.report().layers())
                    .flatExtracting(LayerReport::differences)
                    .containsExactly(
                            new HeaderDifference(
                                    "Subject", List.of("Pay 100"), List.of("the secret plan")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no field\r\nFrom: x@example.org\r\n", "Subject: a\rb\r\n"})
    void aHeaderThatOthersReadDifferentlyShouldBeRefused(String header) {
        assertThatThrownBy(
                        () -> encrypt(header + "\r\nhello\r\n", ContentCipher.AES_256_GCM, plain()))
                .isInstanceOf(MessageNotEncryptableException.class);
    }

    @Test
    void nothingShouldBeLeftWhenAKeyIsOfNoUse() throws IOException {
        KeyRecipient signer =
                KeyRecipient.of(SigningPki.person("c@example.org", "Ed25519").certificate());
        EncryptionPlan plan = new EncryptionPlan(ContentCipher.AES_256_GCM, false, List.of(signer));

        assertThatThrownBy(() -> encryptor(0).encrypt(bytes(HEADER + CONTENT), plan, plain()))
                .isInstanceOf(UnusableCertificateException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private String wrap(SignatureForm form, HeaderProtection protection) throws IOException {
        SigningRequest request =
                new SigningRequest(NOW, form, protection, Optional.empty(), "example.org");
        try (MessageBytes wrapped =
                new TripleWrapping(signer(), encryptor(1 << 20))
                        .wrap(
                                bytes(HEADER + CONTENT),
                                SigningIdentity.of(ALICE),
                                request,
                                plan(ContentCipher.AES_256_GCM),
                                false)) {
            return text(wrapped);
        }
    }

    private MessageSigner signer() {
        return new MessageSigner(
                new SignedDataSigner(SigningSettings.DEFAULT, TestKey.PROVIDER, Optional.empty()),
                MimeLimits.DEFAULT,
                SpoolLimits.in(folder),
                TestKey.PROVIDER);
    }

    private String encrypt(String message, ContentCipher cipher, EncryptionRequest request)
            throws IOException {
        String atOnce;
        try (MessageBytes encrypted =
                encryptor(1 << 20).encrypt(bytes(message), plan(cipher), request)) {
            atOnce = text(encrypted);
        }
        // By way of a file.
        try (MessageBytes encrypted = encryptor(0).encrypt(bytes(message), plan(cipher), request)) {
            String spooled = text(encrypted);
            assertThat(spooled).hasSameSizeAs(atOnce);
            return spooled;
        }
    }

    private MessageEncryptor encryptor(int threshold) {
        return new MessageEncryptor(
                MimeLimits.DEFAULT,
                new SpoolLimits(threshold, SpoolLimits.DEFAULT_MAXIMUM_SIZE, folder),
                TestKey.PROVIDER);
    }

    private static EncryptionPlan plan(ContentCipher cipher) {
        return new EncryptionPlan(cipher, false, List.of(KeyRecipient.of(BOB.certificate())));
    }

    private static EncryptionRequest plain() {
        return EncryptionRequest.plain(NOW, "example.org");
    }

    private static EncryptionRequest hidden() {
        return new EncryptionRequest(NOW, "example.org", HeaderProtection.HIDDEN, false);
    }

    private String decrypted(String text) throws IOException {
        try (MessageBytes message = bytes(text);
                OpenedMessage opened = open(message);
                InputStream copy = opened.copy()) {
            return new String(copy.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The entity inside, as it was encrypted. */
    private String inside(String text) throws IOException {
        try (MessageBytes message = bytes(text);
                InputStream der =
                        new EntityReader(MimeLimits.DEFAULT).read(message.octets()).decodedBody()) {
            byte[] structure = der.readAllBytes();
            Decryption.Opened opened =
                    (Decryption.Opened)
                            new EnvelopeDecryptor(DecryptionPolicy.defaults(), TestKey.PROVIDER)
                                    .decrypt(
                                            () -> new ByteArrayInputStream(structure),
                                            recipient -> List.of(new Held()),
                                            SpoolLimits.in(folder));
            try (opened) {
                return text(opened.content());
            }
        }
    }

    private OpenedMessage open(MessageBytes message) throws IOException {
        return new TestEngine(folder, TestKey.PROVIDER, TrustAnchors.of(List.of(SigningPki.root())))
                .open(message, recipient -> List.of(new Held()));
    }

    private record Held() implements HeldKey {
        @Override
        public Certificate certificate() {
            return BOB.certificate();
        }

        @Override
        public CertifiedKey open() {
            return BOB.certified();
        }
    }

    private static MessageBytes bytes(String text) {
        return MessageBytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(MessageBytes message) throws IOException {
        try (InputStream in = message.octets().open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
