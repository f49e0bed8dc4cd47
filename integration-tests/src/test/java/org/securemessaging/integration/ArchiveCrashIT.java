package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;

/**
 * A server that is killed while mails flow through its archive. The numbers can be raised: {@code
 * -Dsecuremessaging.archive.mails=1000 -Dsecuremessaging.archive.kills=20}.
 */
class ArchiveCrashIT {
    private static final int MAILS = Integer.getInteger("securemessaging.archive.mails", 200);
    private static final int KILLS = Integer.getInteger("securemessaging.archive.kills", 5);
    private static final int CLIENTS = 4;
    private static final int LONGEST_PAUSE_MILLIS = 1500;
    private static final Duration DELIVERY = Duration.ofMinutes(5);

    @TempDir private Path work;
    private final Map<String, byte[]> accepted = new ConcurrentHashMap<>();
    private final Map<String, Integer> delivered = SmtpSink.counts();

    @Test
    void everyMailShouldHaveExactlyOneReportWhenTheServerIsKilled() throws Exception {
        Files.createDirectories(ArchiveServer.folder(work));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (SmtpSink sink = SmtpSink.open(SmtpSink.counting(delivered));
                TestServer server = ArchiveServer.start(work, sink)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                sendUntilKilled(server, MAILS * kill / KILLS, random);
            }
            awaitDelivery();
        }

        assertThat(delivered.keySet())
                .as("delivered, of %d accepted; seed %d", accepted.size(), seed)
                .containsAll(accepted.keySet());
        assertSound();
        assertOneReportEach();
    }

    private void assertSound() throws Exception {
        Command verify =
                new CommandLine(work)
                        .run(
                                "archive",
                                "verify",
                                "--folder",
                                ArchiveServer.folder(work).toString());
        assertThat(verify.status()).as(verify.output() + verify.error()).isZero();
    }

    private void assertOneReportEach() throws Exception {
        Map<String, List<String>> reports = reports();
        delivered.keySet().forEach(id -> assertThat(reports.get(id)).as(id).hasSize(1));
        assertThat(reports.keySet()).containsAll(accepted.keySet());
        Map<String, Path> files = files();
        for (Map.Entry<String, byte[]> mail : accepted.entrySet()) {
            Path file = files.get(reports.get(mail.getKey()).get(0));
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .contains(new String(mail.getValue(), StandardCharsets.ISO_8859_1));
        }
    }

    /** The reports' digests by Message-ID. */
    private Map<String, List<String>> reports() throws Exception {
        String listed =
                new CommandLine(work)
                        .run(
                                "archive",
                                "list",
                                "--json",
                                "--why",
                                "test",
                                "--folder",
                                ArchiveServer.folder(work).toString())
                        .withOutput();
        Map<String, List<String>> reports = new HashMap<>();
        for (String line : listed.lines().toList()) {
            JsonNode report = new ObjectMapper().readTree(line);
            reports.computeIfAbsent(report.get("messageId").asText(), id -> new ArrayList<>())
                    .add(report.get("sha256").asText());
        }
        return reports;
    }

    private Map<String, Path> files() throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(ArchiveServer.folder(work).resolve("reports"))) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    files.put(
                                            file.getFileName().toString().replace(".eml", ""),
                                            file));
        }
        return files;
    }

    private void sendUntilKilled(TestServer server, int enough, Random random) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Void>> sending =
                IntStream.range(0, CLIENTS)
                        .mapToObj(i -> clients.submit(() -> send(server, enough)))
                        .toList();
        long end = System.nanoTime() + DELIVERY.toNanos();
        while (accepted.size() < enough - CLIENTS && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        server.killAndRestart();
        clients.shutdown();
        assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(sending).allMatch(Future::isDone);
    }

    /** Ends when there are enough, or with an exception when the server is gone. */
    private Void send(TestServer server, int enough) throws IOException {
        try (SmtpClient smtp = server.smtp()) {
            while (accepted.size() < enough) {
                String id = "<" + UUID.randomUUID() + "@test.example>";
                byte[] mail = mail(id);
                smtp.send(Person.ALICE.address(), TestServer.RECIPIENT.address(), mail);
                accepted.put(id, mail);
            }
        }
        return null;
    }

    private static byte[] mail(String id) {
        return """
        From: <%s>
        To: <%s>
        Subject: archived
        Message-ID: %s
        Date: Tue, 24 Nov 2026 00:00:00 +0000
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Grüße, %s
        """
                .formatted(Person.ALICE.address(), TestServer.RECIPIENT.address(), id, id)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void awaitDelivery() throws InterruptedException {
        long end = System.nanoTime() + DELIVERY.toNanos();
        while (!delivered.keySet().containsAll(accepted.keySet()) && System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }
}
