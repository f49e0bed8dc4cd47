package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;

/** A server whose archive is not there. */
class ArchiveWaitIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONG_ENOUGH_TO_BE_DELIVERED = Duration.ofSeconds(5);

    @TempDir private Path work;
    private final Map<String, Integer> delivered = SmtpSink.counts();

    @Test
    void mailsShouldWaitOverAKillUntilTheArchiveIsThere() throws Exception {
        try (SmtpSink sink = SmtpSink.open(SmtpSink.counting(delivered));
                TestServer server = ArchiveServer.start(work, sink)) {
            send(server, "<1@test.example>");
            Thread.sleep(LONG_ENOUGH_TO_BE_DELIVERED.toMillis());
            assertThat(delivered).isEmpty();

            server.killAndRestart();
            send(server, "<2@test.example>");
            Thread.sleep(LONG_ENOUGH_TO_BE_DELIVERED.toMillis());
            assertThat(delivered).isEmpty();

            Files.createDirectory(ArchiveServer.folder(work));
            await(2);
            assertThat(delivered).containsOnlyKeys("<1@test.example>", "<2@test.example>");

            Path away = work.resolve("away");
            Files.move(ArchiveServer.folder(work), away);
            Files.createDirectory(ArchiveServer.folder(work));
            send(server, "<3@test.example>");
            Thread.sleep(LONG_ENOUGH_TO_BE_DELIVERED.toMillis());
            assertThat(delivered).hasSize(2);

            Files.delete(ArchiveServer.folder(work));
            Files.move(away, ArchiveServer.folder(work));
            await(3);
        }

        Command list =
                new CommandLine(work)
                        .run(
                                "archive",
                                "list",
                                "--why",
                                "test",
                                "--folder",
                                ArchiveServer.folder(work).toString());
        assertThat(list.output().lines()).hasSize(3);
    }

    private void await(int mails) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (delivered.size() < mails && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(delivered).hasSize(mails);
    }

    private static void send(TestServer server, String id) throws Exception {
        try (SmtpClient smtp = server.smtp()) {
            smtp.send(
                    Person.ALICE.address(),
                    TestServer.RECIPIENT.address(),
                    ("Message-ID: " + id + "\r\nSubject: waits\r\n\r\nhello\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }
}
