package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

/** Encrypted messages that others made, with the keys they gave with them. */
class CorpusDecryptionTest {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    @TempDir Path temporary;

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"5.1.bin", "5.2.bin"})
    void rfc4134ShouldDecrypt(String name) throws Exception {
        assertThat(decrypt(octets("rfc4134-enveloped/" + name), bob()))
                .isEqualTo(octets("rfc4134-enveloped/ExContent.bin"));
    }

    @Test
    void rfc4134MessageShouldDecrypt() throws Exception {
        try (MessageBytes message = MessageBytes.of(octets("rfc4134-enveloped/5.3.eml"));
                OpenedMessage opened = engine().open(message, bob())) {
            // Its content is no MIME entity but the sample text, which so is a header of one line.
            assertThat(opened.opened()).isTrue();
            assertThat(opened.authenticated()).isFalse();
        }
    }

    static Stream<String> interop() {
        return names("thunderbird-encrypted", "fran.*ossl.*\\.env");
    }

    @ParameterizedTest
    @MethodSource("interop")
    void opensslForThunderbirdShouldDecrypt(String name) throws Exception {
        byte[] octets = octets("thunderbird-encrypted/" + name);
        byte[] der = octets[0] == 0x30 ? octets : body(octets);

        assertThat(
                        new String(
                                decrypt(der, vault("thunderbird-encrypted", "nss")),
                                StandardCharsets.UTF_8))
                .contains("This is a test");
    }

    static Stream<String> thunderbird() {
        return names("thunderbird-encrypted", ".*\\.eml").filter(name -> !EFAIL.contains(name));
    }

    /** Messages whose encrypted layer is not the envelope: its plaintext must not come out. */
    private static final List<String> EFAIL =
            names("thunderbird-encrypted", ".*(mixed|pgp|alternative).*\\.eml").toList();

    @ParameterizedTest
    @MethodSource("thunderbird")
    void thunderbirdMessagesShouldDecrypt(String name) throws Exception {
        KeyRing keys = vault("thunderbird-encrypted", "nss");
        try (MessageBytes message = MessageBytes.of(octets("thunderbird-encrypted/" + name));
                OpenedMessage opened = engine().open(message, keys)) {
            assertThat(opened.complete()).as(opened.envelopes().toString()).isTrue();
            assertThat(opened.opened()).isTrue();
            assertThat(opened.report().encrypted()).isTrue();
            try (InputStream copy = opened.copy()) {
                assertThat(new String(copy.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Subject: ")
                        .doesNotContain("enveloped-data");
            }
        }
    }

    @Test
    void encryptedPartsBesideOthersShouldStayClosed() throws Exception {
        assertThat(EFAIL).isNotEmpty();
        for (String name : EFAIL) {
            KeyRing keys = vault("thunderbird-encrypted", "nss");
            try (MessageBytes message = MessageBytes.of(octets("thunderbird-encrypted/" + name));
                    OpenedMessage opened = engine().open(message, keys)) {
                assertThat(opened.opened()).as(name).isFalse();
                assertThat(opened.report().layers())
                        .flatExtracting(LayerReport::findings)
                        .extracting(finding -> finding.reason())
                        .doesNotContain(ReasonCode.DECRYPTED);
            }
        }
    }

    @Test
    void keysOfRfc9216ShouldAllBeReadFromTheirPkcs12() {
        for (String name : List.of("alice", "bob", "carlos", "dana")) {
            KeyFolder keys = folder(file("rfc9216/" + name + ".p12"), name);
            assertThat(keys.problems()).isEmpty();
            assertThat(keys.keys()).hasSize(2);
        }
    }

    private KeyRing bob() throws Exception {
        return ring(
                BOUNCY_CASTLE,
                "RSA",
                octets("rfc4134-enveloped/BobRSASignByCarl.cer"),
                octets("rfc4134-enveloped/BobPrivRSAEncrypt.pri"));
    }

    private byte[] decrypt(byte[] structure, KeyRing keys) throws IOException {
        Decryption decryption =
                new EnvelopeDecryptor(DecryptionPolicy.permissive(), BOUNCY_CASTLE)
                        .decrypt(
                                () -> new ByteArrayInputStream(structure),
                                keys,
                                SpoolLimits.in(temporary));
        assertThat(decryption).isInstanceOf(Decryption.Opened.class);
        return ((Decryption.Opened) decryption).content().octets().toByteArray(1 << 20);
    }

    private TestEngine engine() {
        return new TestEngine(temporary, BOUNCY_CASTLE, TrustAnchors.of(List.of()));
    }

    private static KeyRing vault(String folder, String password) {
        return new KeyVault(List.of(folder(file(folder), password)));
    }

    private static KeyFolder folder(Path path, String password) {
        return new KeyFolder(
                List.of(path),
                new KeyFileReader(BOUNCY_CASTLE, false),
                KeyPasswords.from(() -> Optional.of(password.toCharArray())),
                BOUNCY_CASTLE);
    }

    private static KeyRing ring(
            Provider provider, String algorithm, byte[] certificate, byte[] privateKey)
            throws Exception {
        PrivateKey key =
                KeyFactory.getInstance(algorithm, provider)
                        .generatePrivate(new PKCS8EncodedKeySpec(privateKey));
        CertifiedKey certified =
                new CertifiedKey(key, Optional.empty(), Certificate.parse(certificate), List.of());
        return recipient -> List.of(new Held(certified));
    }

    private record Held(CertifiedKey open) implements HeldKey {
        @Override
        public Certificate certificate() {
            return open.certificate();
        }
    }

    private static byte[] body(byte[] message) throws IOException {
        try (InputStream body =
                new org.securemessaging.mime.EntityReader(
                                org.securemessaging.mime.MimeLimits.DEFAULT)
                        .read(MessageBytes.of(message).octets())
                        .decodedBody()) {
            return body.readAllBytes();
        }
    }

    private static Stream<String> names(String folder, String pattern) {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    private static Path file(String name) {
        try {
            return Path.of(CorpusDecryptionTest.class.getResource("/corpora/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
