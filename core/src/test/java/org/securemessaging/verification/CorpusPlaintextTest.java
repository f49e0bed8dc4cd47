package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openssl.PEMParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

/** What comes out of other people's messages, octet for octet as OpenSSL decrypts them. */
class CorpusPlaintextTest {
    @TempDir Path temporary;

    static Stream<Arguments> messages() {
        return Stream.of("thunderbird-encrypted", "james-encrypted")
                .flatMap(
                        folder ->
                                expected(folder)
                                        .filter(line -> line.endsWith(".eml"))
                                        .map(
                                                line ->
                                                        Arguments.of(
                                                                folder,
                                                                line.substring(66),
                                                                line.substring(0, 64))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theCopyShouldHoldEveryOctetOfWhatWasEncrypted(String folder, String name, String sha256)
            throws Exception {
        try (MessageBytes message = MessageBytes.of(file(folder + "/" + name));
                OpenedMessage opened = engine().open(message, keys(folder))) {
            assertThat(opened.opened()).isTrue();
            assertThat(opened.complete()).isTrue();

            Entity copy = entity(opened.copy().readAllBytes());

            assertThat(sha256(encrypted(copy))).isEqualTo(sha256);
            Entity original = entity(Files.readAllBytes(file(folder + "/" + name)));
            assertThat(others(copy)).isEqualTo(others(original)).isNotEmpty();
        }
    }

    static Stream<Arguments> structures() {
        return Stream.of("thunderbird-encrypted", "openssl-encrypted")
                .flatMap(
                        folder ->
                                expected(folder)
                                        .filter(line -> !line.endsWith(".eml"))
                                        .map(
                                                line ->
                                                        Arguments.of(
                                                                folder,
                                                                line.substring(66),
                                                                line.substring(0, 64))));
    }

    @ParameterizedTest
    @MethodSource("structures")
    void theContentShouldBeWhatWasEncrypted(String folder, String name, String sha256)
            throws Exception {
        byte[] structure =
                entity(Files.readAllBytes(file(folder + "/" + name))).decodedBody().readAllBytes();

        Decryption decryption = decrypt(structure, keys(folder));

        assertThat(decryption).isInstanceOf(Decryption.Opened.class);
        try (Decryption.Opened opened = (Decryption.Opened) decryption) {
            assertThat(sha256(opened.content().octets().toByteArray(1 << 20))).isEqualTo(sha256);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-malformed.der, DECRYPTION_FAILED",
        "ecdh-malformed.der, DECRYPTION_FAILED",
        "dh-malformed.der, NO_KEY",
        "cms_pwri_kek_oob.der, NO_KEY",
        "encDataWithTooLongIV.pem, DECRYPTION_FAILED",
    })
    void structuresThatBrokeOpensslShouldStayClosed(String name, ReasonCode reason)
            throws Exception {
        byte[] octets = Files.readAllBytes(file("openssl-encrypted/" + name));

        Decryption decryption = decrypt(der(octets), keys("openssl-encrypted"));

        assertThat(decryption).isInstanceOf(Decryption.Closed.class);
        assertThat(((Decryption.Closed) decryption).finding().reason()).isEqualTo(reason);
    }

    @Test
    void aMessageWhoseKeyIsNotThereShouldStayClosed() throws Exception {
        Path bad = file("james-encrypted/bad_crypted.eml");
        try (MessageBytes message = MessageBytes.of(bad);
                OpenedMessage opened = engine().open(message, keys("james-encrypted"))) {
            assertThat(opened.opened()).isFalse();
            assertThat(opened.envelopes().get(0).failure().orElseThrow().reason())
                    .isEqualTo(ReasonCode.NO_KEY);
        }
    }

    private Decryption decrypt(byte[] structure, KeyRing keys) throws IOException {
        return new EnvelopeDecryptor(DecryptionPolicy.permissive(), TestKey.PROVIDER)
                .decrypt(
                        () -> new ByteArrayInputStream(structure), keys, SpoolLimits.in(temporary));
    }

    private TestEngine engine() {
        return new TestEngine(temporary, TestKey.PROVIDER, TrustAnchors.of(List.of()));
    }

    private static KeyRing keys(String folder) {
        String password =
                switch (folder) {
                    case "thunderbird-encrypted" -> "nss";
                    case "james-encrypted" -> "secret";
                    default -> "";
                };
        return new KeyVault(
                List.of(
                        new KeyFolder(
                                List.of(file(folder)),
                                new KeyFileReader(TestKey.PROVIDER, true),
                                KeyPasswords.from(() -> Optional.of(password.toCharArray())),
                                TestKey.PROVIDER)));
    }

    /** The entity that was encrypted, of which the copy has the Content- fields and the body. */
    private static byte[] encrypted(Entity copy) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        copy.header().fields().stream()
                .filter(field -> field.name().startsWith("Content-"))
                .forEach(field -> octets.writeBytes(field.raw()));
        String header =
                new String(copy.headerOctets().toByteArray(1 << 20), StandardCharsets.US_ASCII);
        octets.writeBytes(
                (header.endsWith("\r\n") ? "\r\n" : "\n").getBytes(StandardCharsets.US_ASCII));
        try (InputStream body = copy.body().open()) {
            body.transferTo(octets);
        }
        return octets.toByteArray();
    }

    private static List<String> others(Entity entity) {
        return entity.header().fields().stream()
                .filter(field -> !field.name().startsWith("Content-"))
                .map(field -> new String(field.raw(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static Entity entity(byte[] octets) {
        return new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(octets).octets());
    }

    private static byte[] der(byte[] octets) throws IOException {
        if (octets[0] != '-') {
            return octets;
        }
        try (PEMParser pem =
                new PEMParser(new StringReader(new String(octets, StandardCharsets.US_ASCII)))) {
            return pem.readPemObject().getContent();
        }
    }

    private static String sha256(byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }

    private static Stream<String> expected(String folder) {
        try {
            return Files.readAllLines(file(folder + "/plaintext.sha256")).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        try {
            return Path.of(CorpusPlaintextTest.class.getResource("/corpora/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
