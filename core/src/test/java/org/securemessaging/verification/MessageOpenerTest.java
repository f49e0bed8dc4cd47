package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

class MessageOpenerTest {
    private static final TestKey KEY = TestKey.of("RSA", TestKey.BOTH, "bob@example.org");
    private static final String HEADER =
            "From: alice@example.net\r\nSubject: [...]\r\nMessage-ID: <1@example.net>\r\n"
                    + "MIME-Version: 1.0\r\n";
    private static final String TEXT = "Content-Type: text/plain\r\n\r\nsecret\r\n";

    @TempDir Path temporary;

    @Test
    void layersShouldBePeeledToTheInnermost() throws IOException {
        String message = encrypt(compress(encrypt(TEXT, gcm())), cbc());

        assertThat(copy(HEADER + message)).isEqualTo(HEADER + TEXT);
    }

    @Test
    void reportShouldSayWhatWasOpenedWithWhichKey() throws IOException {
        try (MessageBytes message = bytes(HEADER + encrypt(compress(encrypt(TEXT, gcm())), cbc()));
                OpenedMessage opened = open(message)) {
            assertThat(opened.authenticated()).isFalse();
            assertThat(opened.envelopes())
                    .extracting(envelope -> envelope.part() + " " + envelope.type().word())
                    .containsExactly(
                            "1 enveloped-data", "1/1 compressed-data", "1/1/1 authEnveloped-data");
            assertThat(opened.envelopes().get(0).facts().orElseThrow().key().orElseThrow())
                    .satisfies(use -> assertThat(use.certificate()).contains(KEY.certificate()));
            assertThat(opened.report().reasons())
                    .containsExactlyInAnyOrder(ReasonCode.DECRYPTED, ReasonCode.NO_INTEGRITY);
        }
    }

    @Test
    void encryptedPartsBesideOthersShouldStayClosed() throws IOException {
        String mixed =
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                        + "Content-Type: text/html\r\n\r\n<img src=\"http://evil.example/\r\n--x\r\n"
                        + encrypt(TEXT, cbc())
                        + "\r\n--x\r\nContent-Type: text/html\r\n\r\n\">\r\n--x--\r\n";
        try (MessageBytes message = bytes(HEADER + mixed);
                OpenedMessage opened = open(message)) {
            assertThat(opened.opened()).isFalse();
            assertThat(opened.report().layers())
                    .flatExtracting(LayerReport::findings)
                    .extracting(Finding::reason)
                    .containsExactly(ReasonCode.ENCRYPTED, ReasonCode.ERRANT_LAYER);
        }
    }

    @Test
    void tooManyLayersShouldEndAtTheLimit() throws IOException {
        String message = TEXT;
        for (int i = 0; i < 12; i++) {
            message = compress(message);
        }
        try (MessageBytes bytes = bytes(HEADER + message);
                OpenedMessage opened = open(bytes)) {
            assertThat(opened.envelopes()).hasSize(VerificationLimits.DEFAULT.depth());
            assertThat(opened.report().layers())
                    .flatExtracting(LayerReport::findings)
                    .extracting(Finding::reason)
                    .containsExactly(ReasonCode.LIMIT_EXCEEDED);
        }
    }

    @Test
    void bombsShouldNotBeInflated() throws IOException {
        String bomb = compress("Content-Type: text/plain\r\n\r\n" + "a".repeat(64 << 20));
        try (MessageBytes message = bytes(HEADER + bomb);
                OpenedMessage opened = open(message)) {
            assertThat(opened.opened()).isFalse();
            assertThat(opened.envelopes().get(0).failure().orElseThrow().reason())
                    .isEqualTo(ReasonCode.LIMIT_EXCEEDED);
        }
    }

    @Test
    void fieldsInsideShouldNotBecomeTheMessages() throws IOException {
        String inside =
                "Authentication-Results: mx.example.org; smime=pass\r\nFrom: boss@example.org\r\n"
                        + "Subject: inside\r\n"
                        + TEXT;

        assertThat(copy(HEADER + encrypt(inside, gcm()))).isEqualTo(HEADER + TEXT);
    }

    @Test
    void aHiddenSubjectShouldBeShownAgain() throws IOException {
        String inside =
                "Subject: the real one\r\nContent-Type: text/plain; hp=\"cipher\"\r\n\r\nsecret\r\n";

        assertThat(copy(HEADER + encrypt(inside, gcm())))
                .contains("\r\nSubject: the real one\r\n")
                .doesNotContain("[...]");
    }

    private String copy(String text) throws IOException {
        try (MessageBytes message = bytes(text);
                OpenedMessage opened = open(message);
                InputStream copy = opened.copy()) {
            return new String(copy.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private OpenedMessage open(MessageBytes message) throws IOException {
        KeyRing keys = recipient -> List.of(new Held());
        return new TestEngine(temporary, TestKey.PROVIDER, TrustAnchors.of(List.of()))
                .open(message, keys);
    }

    private record Held() implements HeldKey {
        @Override
        public Certificate certificate() {
            return KEY.certificate();
        }

        @Override
        public CertifiedKey open() {
            return KEY.certified();
        }
    }

    private static MessageBytes bytes(String text) {
        return MessageBytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ASN1ObjectIdentifier gcm() {
        return CMSAlgorithm.AES256_GCM;
    }

    private static ASN1ObjectIdentifier cbc() {
        return CMSAlgorithm.AES256_CBC;
    }

    private static String encrypt(String content, ASN1ObjectIdentifier cipher) {
        try {
            JceKeyTransRecipientInfoGenerator recipient =
                    new JceKeyTransRecipientInfoGenerator(KEY.x509()).setProvider(TestKey.PROVIDER);
            CMSProcessableByteArray octets =
                    new CMSProcessableByteArray(content.getBytes(StandardCharsets.ISO_8859_1));
            OutputEncryptor encryptor =
                    new JceCMSContentEncryptorBuilder(cipher).setProvider(TestKey.PROVIDER).build();
            if (encryptor instanceof OutputAEADEncryptor aead) {
                CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
                generator.addRecipientInfoGenerator(recipient);
                return part(generator.generate(octets, aead).getEncoded());
            }
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            return part(generator.generate(octets, encryptor).getEncoded());
        } catch (CMSException | IOException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String compress(String content) {
        try {
            return part(
                    new CMSCompressedDataGenerator()
                            .generate(
                                    new CMSProcessableByteArray(
                                            content.getBytes(StandardCharsets.ISO_8859_1)),
                                    new ZlibCompressor())
                            .getEncoded());
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(byte[] der) {
        return "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\r\n";
    }
}
