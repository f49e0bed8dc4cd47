package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.peer.Gpgsm;
import org.securemessaging.peer.NssTools;
import org.securemessaging.peer.PeerProgram;

/**
 * Whole messages that are encrypted here, decrypted by OpenSSL, GnuPG and NSS, each with what it
 * knows: every octet of the content is the author's.
 */
class EncryptionPeersTest {
    private static final String PASSWORD = "p12";

    /** Octets that no text survives with, behind fields that describe them. */
    private static final String CONTENT =
            "Content-Type: application/octet-stream; name=\"x\"\r\n"
                    + "Content-Transfer-Encoding: binary\r\n\r\n"
                    + "\u0000\u00ff\r\n.\r\nFrom \n\r \t\r\n".repeat(3_000);

    private static final String HEADER =
            "From: alice@example.org\r\nTo: bob@example.org\r\nSubject: hi\r\n"
                    + "Message-ID: <1@example.org>\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
                    + "MIME-Version: 1.0\r\n";

    @TempDir private Path folder;

    /** Keys of all kinds side by side, and OpenSSL opens the message with each that it knows. */
    @ParameterizedTest
    @EnumSource(
            value = ContentCipher.class,
            names = "CHACHA20_POLY1305", // OpenSSL's CMS has none.
            mode = EnumSource.Mode.EXCLUDE)
    void opensslShouldOpenAMessageToKeysOfAllKinds(ContentCipher cipher) throws IOException {
        PeerProgram.require("openssl");
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        List<String> known = List.of("RSA-2048", "RSA-3072", "P-256", "P-384", "P-521");
        List<KeyRecipient> recipients = new ArrayList<>();
        for (RecipientNaming naming : RecipientNaming.values()) {
            recipients.clear();
            Stream.of("RSA-2048", "P-256", "X25519", "P-384", "ML-KEM-768", "P-521", "X448")
                    .map(kind -> TestRecipient.with(kind).by(KeyTransport.PKCS1_V1_5, naming))
                    .forEach(recipients::add);
            recipients.add(TestRecipient.with("RSA-3072").by(KeyTransport.OAEP, naming));
            write("message.eml", encrypt(cipher, false, recipients));
            for (String kind : known) {
                TestRecipient.with(kind).writePem(folder);
                openssl.output(
                        "openssl cms -decrypt -binary -in message.eml -recip recipient.crt"
                                + " -inkey recipient.key -out content");
                assertThat(folder.resolve("content")).as(kind).hasBinaryContent(octets(CONTENT));
            }
        }
    }

    @Test
    void opensslShouldUncompress() throws IOException {
        PeerProgram.require("openssl");
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        TestRecipient rsa = TestRecipient.with("RSA-2048");
        rsa.writePem(folder);
        write(
                "message.eml",
                encrypt(
                        ContentCipher.AES_256_CBC,
                        true,
                        List.of(KeyRecipient.of(rsa.certificate()))));

        openssl.output(
                "openssl cms -decrypt -binary -in message.eml -recip recipient.crt"
                        + " -inkey recipient.key -out compressed");

        assertThat(Files.readString(folder.resolve("compressed"), StandardCharsets.ISO_8859_1))
                .startsWith("Content-Type: application/pkcs7-mime; smime-type=compressed-data;");
        // Debian's is built without zlib.
        if (openssl.output("openssl list -disabled").lines().noneMatch("ZLIB"::equals)) {
            openssl.output("openssl cms -uncompress -binary -in compressed -out content");
            assertThat(folder.resolve("content")).hasBinaryContent(octets(CONTENT));
        }
    }

    /** GnuPG 2.2 knows RSA with PKCS #1 v1.5, and CBC. */
    @ParameterizedTest
    @EnumSource(
            value = ContentCipher.class,
            names = {"AES_128_CBC", "AES_192_CBC", "AES_256_CBC"})
    void gpgsmShouldDecrypt(ContentCipher cipher) throws IOException {
        PeerProgram.require("openssl");
        TestRecipient rsa = TestRecipient.with("RSA-2048");
        try (Gpgsm gpgsm = Gpgsm.trusting(rsa.certificate(), folder)) {
            gpgsm.importKey(pkcs12(rsa, "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES"), PASSWORD);
            for (List<KeyRecipient> recipients : List.of(alone(rsa), beside(rsa), mixed(rsa))) {
                write("message.der", structure(encrypt(cipher, false, recipients)));
                gpgsm.program()
                        .run(
                                PASSWORD + "\n",
                                "gpgsm",
                                "--batch",
                                "--yes",
                                "--pinentry-mode",
                                "loopback",
                                "--passphrase-fd",
                                "0",
                                "-o",
                                "content",
                                "--decrypt",
                                "message.der");
                assertThat(folder.resolve("content")).hasBinaryContent(octets(CONTENT));
            }
        }
    }

    /** So does NSS, which does not open what is for a key on an elliptic curve, too. */
    @ParameterizedTest
    @EnumSource(
            value = ContentCipher.class,
            names = {"AES_128_CBC", "AES_192_CBC", "AES_256_CBC"})
    void nssShouldDecrypt(ContentCipher cipher) throws IOException {
        PeerProgram.require("openssl");
        TestRecipient rsa = TestRecipient.with("RSA-2048");
        NssTools nss = NssTools.trusting(rsa.certificate(), folder);
        nss.importKey(pkcs12(rsa, ""), PASSWORD);
        for (List<KeyRecipient> recipients : List.of(alone(rsa), beside(rsa))) {
            write("message.der", structure(encrypt(cipher, false, recipients)));
            nss.program().output(NssTools.decode("message.der"));
            assertThat(folder.resolve("out")).hasBinaryContent(octets(CONTENT));
        }
    }

    private static List<KeyRecipient> alone(TestRecipient rsa) {
        return List.of(KeyRecipient.of(rsa.certificate()));
    }

    private static List<KeyRecipient> beside(TestRecipient rsa) {
        return List.of(recipient("RSA-3072"), KeyRecipient.of(rsa.certificate()));
    }

    private static List<KeyRecipient> mixed(TestRecipient rsa) {
        return List.of(
                KeyRecipient.of(rsa.certificate()),
                recipient("P-256"),
                recipient("X25519"),
                recipient("ML-KEM-768"));
    }

    private static KeyRecipient recipient(String kind) {
        return KeyRecipient.of(TestRecipient.with(kind).certificate());
    }

    private Path pkcs12(TestRecipient recipient, String options) {
        recipient.writePem(folder);
        String command =
                "openssl pkcs12 -export -macalg sha1 -name r -in recipient.crt -inkey recipient.key"
                        + " -passout pass:"
                        + PASSWORD
                        + " -out key.p12";
        new PeerProgram(folder, Map.of())
                .output(options.isEmpty() ? command : command + " " + options);
        return folder.resolve("key.p12");
    }

    private byte[] encrypt(ContentCipher cipher, boolean compress, List<KeyRecipient> recipients) {
        EncryptionRequest plain =
                EncryptionRequest.plain(Instant.parse("2026-06-01T12:00:00Z"), "example.org");
        EncryptionRequest request =
                new EncryptionRequest(plain.at(), plain.idDomain(), plain.protection(), compress);
        try (MessageBytes encrypted =
                        new MessageEncryptor(
                                        MimeLimits.DEFAULT,
                                        SpoolLimits.in(folder),
                                        TestRecipient.BC)
                                .encrypt(
                                        MessageBytes.of(octets(HEADER + CONTENT)),
                                        new EncryptionPlan(cipher, false, recipients),
                                        request);
                InputStream in = encrypted.octets().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] structure(byte[] message) throws IOException {
        Entity entity =
                new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(message).octets());
        try (InputStream in = entity.decodedBody()) {
            return in.readAllBytes();
        }
    }

    private void write(String name, byte[] octets) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            out.write(octets);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
