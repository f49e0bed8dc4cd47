package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.peer.PeerProgram;

/** A message of 100 MB is signed with a heap of 64 MB, and OpenSSL finds nothing wrong with it. */
class LargeMessageTest {
    private static final long TIMEOUT_SECONDS = 240;
    private static final long SIZE = 100_000_000;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"CLEAR, base64", "CLEAR, binary", "OPAQUE, base64"})
    void largeMessageShouldBeSignedInBoundedHeap(String form, String encoding) throws Exception {
        PeerProgram.require("openssl");
        write(folder.resolve("large.eml"), encoding);
        assertThat(runMain(form)).isEqualTo("signed");
        new PeerProgram(folder, Map.of())
                .run(
                        "",
                        "openssl",
                        "cms",
                        "-verify",
                        "-CAfile",
                        "root.pem",
                        "-in",
                        "signed.eml",
                        "-out",
                        "content");
    }

    private static void write(Path file, String encoding) throws IOException {
        byte[] block = new byte[57 * 1000];
        new Random(1).nextBytes(block);
        byte[] text = Base64.getMimeEncoder().encode(block);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(
                    ("From: alice@example.org\r\nContent-Type: application/octet-stream\r\n"
                                    + "Content-Transfer-Encoding: "
                                    + encoding
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < SIZE; written += text.length + 2) {
                if (encoding.equals("binary")) {
                    out.write(block);
                } else {
                    out.write(text);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private String runMain(String form) throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeMessageTest.class.getName(),
                                folder.toString(),
                                form)
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
     * @param arguments a folder, and the form
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        SigningPki.writePem(folder.resolve("root.pem"), SigningPki.root());
        MessageSigner signer =
                new MessageSigner(
                        new SignedDataSigner(
                                SigningSettings.DEFAULT,
                                SigningPki.BOUNCY_CASTLE,
                                Optional.empty()),
                        MimeLimits.DEFAULT,
                        SpoolLimits.in(folder),
                        SigningPki.BOUNCY_CASTLE);
        SigningRequest request =
                SigningRequest.plain(
                        SigningPki.NOW, SignatureForm.valueOf(arguments[1]), "example.org");
        SigningIdentity identity =
                SigningIdentity.of(SigningPki.person("alice@example.org", "EC P-256"));
        try (MessageBytes message = MessageBytes.of(folder.resolve("large.eml"));
                MessageBytes signed = signer.sign(message, identity, request);
                InputStream in = signed.octets().open()) {
            Files.copy(in, folder.resolve("signed.eml"));
        }
        System.out.println("signed");
    }
}
