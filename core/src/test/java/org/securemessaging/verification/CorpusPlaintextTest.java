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
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.keys.KeyAliases;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.SharedSecrets;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TrustAnchors;

/**
 * What comes out of other people's messages. Each folder has a list of digests beside it of what
 * was encrypted, as OpenSSL decrypts it or as its makers say, and a list of what stays closed, and
 * why. Nothing encrypted may be in neither.
 */
class CorpusPlaintextTest {
    private static final List<String> FOLDERS =
            List.of(
                    "james-encrypted",
                    "openssl-encrypted",
                    "pqc-kem",
                    "rfc4134-enveloped",
                    "rfc9690",
                    "thunderbird-encrypted");

    /** Its content is the sample text, and no entity. */
    private static final String NO_ENTITY = "5.3.eml";

    private static final Map<String, KeyRing> KEYS = new HashMap<>();

    @TempDir static Path pems;

    @TempDir Path temporary;

    private record Expected(String folder, String name, String outcome) {
        boolean message() {
            return name.endsWith(".eml") && !name.equals(NO_ENTITY);
        }

        Arguments arguments() {
            return Arguments.of(folder, name, outcome);
        }
    }

    static Stream<Arguments> messages() {
        return opened().filter(Expected::message).map(Expected::arguments);
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
        return opened().filter(expected -> !expected.message()).map(Expected::arguments);
    }

    @ParameterizedTest
    @MethodSource("structures")
    void theContentShouldBeWhatWasEncrypted(String folder, String name, String sha256)
            throws Exception {
        Decryption decryption = decrypt(structure(folder, name), keys(folder));

        assertThat(decryption).isInstanceOf(Decryption.Opened.class);
        try (Decryption.Opened opened = (Decryption.Opened) decryption) {
            assertThat(sha256(opened.content().octets().toByteArray(1 << 20))).isEqualTo(sha256);
        }
    }

    static Stream<Arguments> closedStructures() {
        return closed().filter(expected -> !expected.message()).map(Expected::arguments);
    }

    @ParameterizedTest
    @MethodSource("closedStructures")
    void structuresWithoutKeyOrSenseShouldStayClosed(String folder, String name, String reason)
            throws Exception {
        Decryption decryption = decrypt(structure(folder, name), keys(folder));

        assertThat(decryption).isInstanceOf(Decryption.Closed.class);
        assertThat(((Decryption.Closed) decryption).finding().reason().code()).isEqualTo(reason);
    }

    static Stream<Arguments> closedMessages() {
        return closed().filter(Expected::message).map(Expected::arguments);
    }

    @ParameterizedTest
    @MethodSource("closedMessages")
    void messagesWithoutKeyOrEnvelopeShouldStayClosed(String folder, String name, String reason)
            throws Exception {
        try (MessageBytes message = MessageBytes.of(file(folder + "/" + name));
                OpenedMessage opened = engine().open(message, keys(folder))) {
            assertThat(opened.opened()).isFalse();
            assertThat(opened.report().layers())
                    .flatExtracting(LayerReport::findings)
                    .extracting(finding -> finding.reason().code())
                    .contains(reason)
                    .doesNotContain(ReasonCode.DECRYPTED.code());
        }
    }

    @Test
    void mailThatIsSignedAndEnvelopedShouldSayThatItsSignatureIsNotJudged() throws Exception {
        byte[] structure = structure("openssl-encrypted", "pkcs7-md4-encrypted.pem");
        String mail =
                "From: alice@example.org\r\nTo: bob@example.org\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: application/x-pkcs7-mime; name=smime.p7m\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(structure);

        try (MessageBytes message = MessageBytes.of(mail.getBytes(StandardCharsets.US_ASCII));
                OpenedMessage opened = engine().open(message, keys("openssl-encrypted"))) {
            assertThat(opened.opened()).isTrue();
            assertThat(opened.authenticated()).isFalse();
            assertThat(opened.report().result()).isEqualTo(SignatureResult.NONE);
            assertThat(opened.report().layers().get(0).findings())
                    .extracting(finding -> finding.reason())
                    .containsExactly(
                            ReasonCode.DECRYPTED,
                            ReasonCode.NO_INTEGRITY,
                            ReasonCode.UNSUPPORTED_ALGORITHM);
        }
    }

    @Test
    void everyEncryptedFileShouldBeListed() throws IOException {
        for (String folder : FOLDERS) {
            List<String> listed =
                    Stream.concat(opened(), closed())
                            .filter(expected -> expected.folder().equals(folder))
                            .map(Expected::name)
                            .sorted()
                            .toList();
            try (Stream<Path> files = Files.list(file(folder))) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .filteredOn(name -> !name.matches(BESIDE))
                        .containsExactlyInAnyOrderElementsOf(listed);
            }
        }
    }

    /** Keys, certificates, and what is said of the rest. */
    private static final String BESIDE =
            ".*\\.(p12|txt|sha256|keys|cer|pri)|.*_(ee|priv)\\.der|LICENSES|TestCA.pem"
                    + "|ExContent.bin|(ecdh|server|smec3|smrsa3|ee|bob)\\.pem";

    private Decryption decrypt(byte[] structure, KeyRing keys) throws IOException {
        return new EnvelopeDecryptor(DecryptionPolicy.permissive(), TestKey.PROVIDER)
                .decrypt(
                        () -> new ByteArrayInputStream(structure), keys, SpoolLimits.in(temporary));
    }

    private TestEngine engine() {
        return new TestEngine(temporary, TestKey.PROVIDER, TrustAnchors.of(List.of()));
    }

    private static KeyRing keys(String folder) {
        return KEYS.computeIfAbsent(folder, CorpusPlaintextTest::vault);
    }

    private static KeyRing vault(String folder) {
        String password =
                switch (folder) {
                    case "thunderbird-encrypted" -> "nss";
                    case "james-encrypted" -> "secret";
                    default -> "";
                };
        try {
            Path converted = Files.createDirectory(pems.resolve(folder));
            for (String name : names(folder)) {
                if (name.endsWith("_priv.der")) {
                    pem(folder, name, name.replace("_priv.der", "_ee.der"), converted);
                } else if (name.endsWith(".pri")) {
                    pem(folder, name, "BobRSASignByCarl.cer", converted);
                }
            }
            Path shared = file(folder).resolve("shared.keys");
            return new KeyVault(
                    List.of(
                            new KeyFolder(
                                    List.of(file(folder), converted),
                                    new KeyFileReader(TestKey.PROVIDER, true),
                                    KeyPasswords.from(() -> Optional.of(password.toCharArray())),
                                    TestKey.PROVIDER)),
                    KeyAliases.none(),
                    Files.exists(shared) ? SharedSecrets.keysIn(shared) : SharedSecrets.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The corpus has keys as DER, which the vault does not read. */
    private static void pem(String folder, String key, String certificate, Path into)
            throws IOException {
        try (PemWriter pem = new PemWriter(Files.newBufferedWriter(into.resolve(key + ".pem")))) {
            pem.writeObject(
                    new PemObject("PRIVATE KEY", Files.readAllBytes(file(folder + "/" + key))));
            pem.writeObject(
                    new PemObject(
                            "CERTIFICATE", Files.readAllBytes(file(folder + "/" + certificate))));
        }
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

    private static byte[] structure(String folder, String name) throws IOException {
        byte[] octets = Files.readAllBytes(file(folder + "/" + name));
        if (name.endsWith(".pem") || octets[0] == 0x30) {
            return der(octets);
        }
        return entity(octets).decodedBody().readAllBytes();
    }

    private static Stream<Expected> opened() {
        return FOLDERS.stream()
                .flatMap(
                        folder ->
                                lines(folder, "plaintext.sha256")
                                        .map(words -> new Expected(folder, words[1], words[0])));
    }

    private static Stream<Expected> closed() {
        return FOLDERS.stream()
                .flatMap(
                        folder ->
                                lines(folder, "closed.txt")
                                        .map(words -> new Expected(folder, words[1], words[0])));
    }

    private static Stream<String[]> lines(String folder, String list) {
        try {
            Path file = file(folder).resolve(list);
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(line -> line.split(" +"))
                    : Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files.map(path -> path.getFileName().toString()).toList();
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
