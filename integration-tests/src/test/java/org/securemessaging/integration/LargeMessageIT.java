package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.bouncycastle.cms.CMSProcessableFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.pki.Identity;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/** A message larger than the heap. */
class LargeMessageIT {
    private static final int SIZE = 100_000_000;
    private static final String HEAP = "-Xmx64m";
    private static final String LINE = "One of a great many lines that are signed.\r\n";

    @TempDir private static Path folder;

    private static TrialPki pki;
    private static Path message;

    @BeforeAll
    static void writeMessage() throws IOException {
        // Nothing is fetched: the command line is told not to ask for revocation.
        pki = TrialPki.openOrMake(folder.resolve("pki"), "http://127.0.0.1:9/crl");
        message = folder.resolve("large.eml");
        write(pki.identity(Person.ALICE));
    }

    @Test
    void hundredMegabytesShouldPassInASmallHeap() throws IOException, InterruptedException {
        assertThat(Files.size(message)).isGreaterThan(SIZE);

        JsonNode report = new CommandLine(folder, HEAP).verify(message, pki.anchors());

        assertThat(report.path("result").asText()).isEqualTo("pass");
    }

    @Test
    void oneOctetChangedInHundredMegabytesShouldFail() throws IOException, InterruptedException {
        Path changed = Files.copy(message, folder.resolve("changed.eml"));
        try (RandomAccessFile file = new RandomAccessFile(changed.toFile(), "rw")) {
            file.seek(SIZE / 2);
            int octet = file.read();
            file.seek(SIZE / 2);
            file.write(octet == 'x' ? 'y' : 'x');
        }

        JsonNode report = new CommandLine(folder, HEAP).verify(changed, pki.anchors());

        assertThat(report.path("result").asText()).isEqualTo("fail");
        assertThat(report.path("reasons").toString()).contains("digest-mismatch");
    }

    private static void write(Identity signer) throws IOException {
        Path entity = folder.resolve("entity");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(entity))) {
            out.write(octets("Content-Type: text/plain\r\n\r\n"));
            for (int written = 0; written < SIZE; written += LINE.length()) {
                out.write(octets(LINE));
            }
        }
        byte[] signature =
                SignedMail.signature(new CMSProcessableFile(entity.toFile()), signer, false);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(message))) {
            out.write(octets(Mails.header(Person.ALICE, "large")));
            out.write(
                    octets(
                            """
                            MIME-Version: 1.0\r
                            Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r
                            \tmicalg=sha-256; boundary=large\r
                            \r
                            --large\r
                            """));
            Files.copy(entity, out);
            out.write(
                    octets(
                            """
                            \r
                            --large\r
                            Content-Type: application/pkcs7-signature; name=smime.p7s\r
                            Content-Transfer-Encoding: base64\r
                            \r
                            %s\r
                            --large--\r
                            """
                                    .formatted(Base64.getMimeEncoder().encodeToString(signature))));
        }
        Files.delete(entity);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
