package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.MailAddress;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.pipeline.message.RawMessage;

/** A mail of 100 MB, to somebody who is shown and to one who is not, with a heap of 64 MB. */
class LargeMailTest {
    private static final long TIMEOUT_SECONDS = 240;
    private static final long SIZE = 100_000_000;
    private static final String HEADER =
            "From: alice@own.example\r\nTo: good@rec.example\r\n"
                    + "Content-Type: application/octet-stream\r\n"
                    + "Content-Transfer-Encoding: binary\r\n";

    @TempDir private Path folder;

    @Test
    void largeMailShouldBeEncryptedAndSplitInBoundedHeap() throws Exception {
        String digest = write(folder.resolve("large.eml"));

        assertThat(runMain())
                .isEqualTo("good@rec.example " + digest + "\nalso@rec.example " + digest);
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("large.eml", "output", "securemessaging.xml");
        }
    }

    private static String write(Path file) throws Exception {
        byte[] block = new byte[1 << 16];
        new Random(1).nextBytes(block);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < SIZE; written += block.length) {
                out.write(block);
                digest.update(block);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private String runMain() throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeMailTest.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
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
     * @param arguments a folder
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        TestGateway gateway = new TestGateway(folder, "<mode>mandatory</mode>");
        gateway.departure =
                mail -> {
                    MailAddress reader = mail.getRecipients().iterator().next();
                    try (InputStream in = new RawMessage(mail, TestMails.SPOOL).open();
                            MessageBytes message = MessageBytes.read(in, TestMails.SPOOL)) {
                        System.out.println(
                                reader.asString() + " " + content(gateway, reader, message));
                    }
                    mail.dispose();
                };
        try (InputStream in =
                new BufferedInputStream(Files.newInputStream(folder.resolve("large.eml")))) {
            gateway.run(TestGateway.mail(in, "also@rec.example", "good@rec.example"));
        }
    }

    private static String content(TestGateway gateway, MailAddress reader, MessageBytes message)
            throws Exception {
        Entity entity = new EntityReader(MimeLimits.DEFAULT).read(message.octets());
        Decryption decryption =
                new EnvelopeDecryptor(DecryptionPolicy.permissive(), new BouncyCastleProvider())
                        .decrypt(
                                entity::decodedBody,
                                gateway.people.keysOf(reader.asString()),
                                TestMails.SPOOL);
        try (Decryption.Opened opened = (Decryption.Opened) decryption) {
            return digest(opened.content());
        }
    }

    private static String digest(MessageBytes content) throws Exception {
        Entity inside = new EntityReader(MimeLimits.DEFAULT).read(content.octets());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(inside.body().open(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
