package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.peer.PeerProgram;

/**
 * A message of 100 MB is encrypted with a heap of 64 MB, and OpenSSL gives it back octet for octet.
 */
class LargeMessageEncryptionTest {
    private static final long TIMEOUT_SECONDS = 240;
    private static final long SIZE = 100_000_000;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"AES_256_GCM, false", "AES_256_CBC, false", "AES_256_GCM, true"})
    void largeMessageShouldBeEncryptedInBoundedHeap(String cipher, boolean compress)
            throws Exception {
        PeerProgram.require("openssl");
        TestRecipient recipient = TestRecipient.with("RSA-2048");
        recipient.writePem(folder);
        Files.write(folder.resolve("recipient.der"), recipient.certificate().encoded());
        write(folder.resolve("content"));

        assertThat(runMain(cipher, compress)).isEqualTo("encrypted");

        new PeerProgram(folder, Map.of())
                .output(
                        "openssl cms -decrypt -binary -in encrypted.eml -recip recipient.crt"
                                + " -inkey recipient.key -out decrypted");
        if (compress) {
            // Three quarters of base64 are left, and base64 is put around them again.
            assertThat(folder.resolve("decrypted"))
                    .satisfies(file -> assertThat(Files.size(file)).isBetween(SIZE / 2, 2 * SIZE));
        } else {
            assertThat(Files.mismatch(folder.resolve("content"), folder.resolve("decrypted")))
                    .isEqualTo(-1);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] block = new byte[57 * 1000];
        new Random(1).nextBytes(block);
        byte[] text = Base64.getMimeEncoder().encode(block);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(
                    "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < SIZE; written += text.length + 2) {
                out.write(text);
                out.write('\r');
                out.write('\n');
            }
        }
    }

    private String runMain(String cipher, boolean compress) throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeMessageEncryptionTest.class.getName(),
                                folder.toString(),
                                cipher,
                                Boolean.toString(compress))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "timed out: " + Files.readString(output);
        }
        return Files.readString(output).strip();
    }

    /**
     * The program.
     *
     * @param arguments a folder, the cipher, and whether to compress
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Certificate certificate =
                Certificate.parse(Files.readAllBytes(folder.resolve("recipient.der")));
        Path message = folder.resolve("message.eml");
        try (OutputStream out = Files.newOutputStream(message)) {
            out.write("From: alice@example.org\r\n".getBytes(StandardCharsets.US_ASCII));
            Files.copy(folder.resolve("content"), out);
        }
        MessageEncryptor encryptor =
                new MessageEncryptor(MimeLimits.DEFAULT, SpoolLimits.in(folder), TestRecipient.BC);
        EncryptionPlan plan =
                new EncryptionPlan(
                        ContentCipher.valueOf(arguments[1]),
                        false,
                        List.of(KeyRecipient.of(certificate)));
        EncryptionRequest request =
                new EncryptionRequest(
                        Instant.parse("2026-06-01T12:00:00Z"),
                        "example.org",
                        HeaderProtection.NONE,
                        Boolean.parseBoolean(arguments[2]));
        try (MessageBytes octets = MessageBytes.of(message);
                MessageBytes encrypted = encryptor.encrypt(octets, plan, request);
                InputStream in = encrypted.octets().open()) {
            Files.copy(in, folder.resolve("encrypted.eml"));
        }
        System.out.println("encrypted");
    }
}
