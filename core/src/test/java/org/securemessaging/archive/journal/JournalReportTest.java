package org.securemessaging.archive.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.peer.PeerProgram;

class JournalReportTest {
    private static final JournalText TEXT =
            new JournalText(
                    "alice@example.org",
                    Optional.empty(),
                    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, und noch mehr",
                    "<1@example.org>",
                    List.of(
                            JournalRecipient.of(
                                    JournalRecipient.Field.RECIPIENT, "bob@example.org")));
    private static final byte[] ASCII =
            "From: alice@example.org\r\nSubject: x\r\n\r\nhello\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UTF8 =
            "From: alice@example.org\r\nSubject: für\r\n\r\nhällo\r\nno end"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    @Test
    void writeToShouldBeKnownAsAJournalReport() throws IOException {
        String written = new String(write(Carriage.BINARY, ASCII), StandardCharsets.US_ASCII);

        assertThat(written)
                .contains("\r\nX-MS-Journal-Report:\r\n")
                .contains("\r\nContent-Identifier: ExJournalReport\r\n")
                .contains("\r\nContent-Transfer-Encoding: 7bit\r\n\r\nThis is");
        assertThat(written.lines()).allMatch(line -> line.length() <= 998);
    }

    @ParameterizedTest
    @EnumSource
    void writeToShouldKeepEveryOctetOnEveryWay(Carriage carriage) throws IOException {
        for (byte[] original : originals()) {
            MessageBytes report = MessageBytes.of(write(carriage, original));

            Entity part = new JournalReader().part(report.octets(), "original.eml").orElseThrow();
            try (InputStream body = part.decodedBody()) {
                assertThat(body.readAllBytes()).isEqualTo(original);
            }
            assertThat(new JournalReader().text(report.octets())).contains(TEXT);
            assertThat(OctetSurvey.of(report.octets())).isLessThanOrEqualTo(carriage);
        }
    }

    @Test
    void writeToShouldHoldTheMessageItselfWhereItGetsThrough() throws IOException {
        assertThat(type(Carriage.SEVEN_BIT, ASCII)).isEqualTo("message/rfc822");
        assertThat(type(Carriage.EIGHT_BIT, UTF8)).isEqualTo("message/rfc822");
        assertThat(type(Carriage.BINARY, random(5000))).isEqualTo("message/rfc822");
        assertThat(type(Carriage.SEVEN_BIT, UTF8)).isEqualTo("application/octet-stream");
        assertThat(type(Carriage.EIGHT_BIT, random(5000))).isEqualTo("application/octet-stream");
    }

    @Test
    void pythonShouldReadAReport() throws IOException {
        PeerProgram.require("python3");
        Path script = folder.resolve("read.py");
        try (InputStream in = JournalReportTest.class.getResourceAsStream("read-report.py")) {
            Files.copy(in, script);
        }
        int number = 0;
        for (byte[] original : originals()) {
            for (Carriage carriage : Carriage.values()) {
                Path report = folder.resolve("report" + number + ".eml");
                Path expected = folder.resolve("original" + number++ + ".eml");
                Files.write(report, write(carriage, original));
                Files.write(expected, original);

                new PeerProgram(folder, Map.of())
                        .run(
                                "",
                                "python3",
                                script.toString(),
                                report.toString(),
                                expected.toString(),
                                TEXT.subject());
            }
        }
    }

    @Test
    void writeToShouldCostLittleHeapWhateverTheSize() throws IOException {
        Path large = folder.resolve("large.eml");
        byte[] mebibyte = random(1024 * 1024);
        try (OutputStream out = Files.newOutputStream(large)) {
            for (int i = 0; i < 64; i++) {
                out.write(mebibyte);
            }
        }
        long before = allocated();
        try (MessageBytes message = MessageBytes.of(large)) {
            JournalReport report =
                    report(
                            List.of(
                                    ReportPart.message(
                                            "original.eml", "Original", message.octets())));
            for (Carriage carriage : Carriage.values()) {
                report.writeTo(OutputStream.nullOutputStream(), carriage);
            }
        }
        assertThat(allocated() - before).isLessThan(48L << 20);
    }

    /** By this thread, which no other one and no garbage collector adds to. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static String type(Carriage carriage, byte[] original) throws IOException {
        MessageBytes report = MessageBytes.of(write(carriage, original));
        return new JournalReader().parts(report.octets()).get(0).contentType().mimeType();
    }

    private static List<byte[]> originals() {
        return List.of(
                ASCII,
                UTF8,
                new byte[0],
                "bare\nline feeds\n\nx\n".getBytes(StandardCharsets.US_ASCII),
                ("X: y\r\n\r\n" + "long".repeat(500)).getBytes(StandardCharsets.US_ASCII),
                random(5000));
    }

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(1).nextBytes(octets);
        return octets;
    }

    private static byte[] write(Carriage carriage, byte[] original) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report(
                        List.of(
                                ReportPart.message(
                                        "original.eml",
                                        "Original",
                                        MessageBytes.of(original).octets()),
                                ReportPart.evidence(
                                        "application/json",
                                        "facts.json",
                                        "Facts",
                                        "{}".getBytes(StandardCharsets.UTF_8))))
                .writeTo(out, carriage);
        return out.toByteArray();
    }

    private static JournalReport report(List<ReportPart> parts) {
        return JournalReport.of(
                new RecordKey("ab".repeat(32)),
                TEXT,
                "journal@example.org",
                "",
                Instant.parse("2026-11-25T16:00:00Z"),
                parts);
    }
}
