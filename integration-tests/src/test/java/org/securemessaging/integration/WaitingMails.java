package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.securemessaging.peer.Mount;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;

/** A server that archives in two folders and to a journal address, and the mails sent to it. */
final class WaitingMails implements Closeable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TWO = Duration.ofSeconds(2);

    private final Path work;
    private final Optional<Mount> mount;
    private final Map<String, Integer> delivered = SmtpSink.counts();
    private final List<String> sent = new ArrayList<>();
    private final HeldSink journal = new HeldSink();
    private final SmtpSink sink = SmtpSink.open(SmtpSink.counting(delivered));
    private final TestServer server;
    private int returned;

    private WaitingMails(Path work) throws IOException, InterruptedException {
        this.work = work;
        this.mount = Mount.diskIfAllowed(disk(), "2m");
        Files.createDirectories(folder());
        Files.createDirectories(disk());
        this.server =
                TestServer.start(
                        work, folder -> ArchiveServer.configure(folder, sink.port(), further()));
    }

    static WaitingMails start(Path work) throws IOException, InterruptedException {
        return new WaitingMails(work);
    }

    TestServer server() {
        return server;
    }

    HeldSink journal() {
        return journal;
    }

    /** The first folder. */
    Path folder() {
        return ArchiveServer.folder(work);
    }

    /** The second folder, a small disk if one can be mounted here. */
    Path disk() {
        return work.resolve("disk");
    }

    void requireDisk() {
        Assumptions.assumeTrue(mount.isPresent(), "nothing can be mounted here");
    }

    /** How many mails were sent. */
    int sent() {
        return sent.size() + returned;
    }

    /** Sends a mail that arrives. */
    void deliver() throws Exception {
        send();
        awaitAll();
    }

    /** Sends a mail, and waits until the log says why it waits; it does not arrive meanwhile. */
    void sendAndAwaitThatItWaits(String why) throws Exception {
        int before = log().length();
        String id = send();
        Pattern waits = Pattern.compile("waits .* it can't be archived: .*" + why);
        await(() -> waits.matcher(log().substring(before)).find());
        assertThat(delivered).doesNotContainKey(id);
    }

    /** Sends a mail that the next server refuses, and waits until that is archived. */
    void sendToNobody() throws Exception {
        sink.refuse(Person.ALICE.address());
        send(Person.ALICE.address());
        returned++;
        await(() -> bounces(folder()) == returned && bounces(disk()) == returned);
    }

    /**
     * Waits until all have arrived. James's queue looks for mails that were delayed every ten
     * seconds, or when it gets another: so more are sent meanwhile.
     */
    void awaitAll() throws Exception {
        long next = System.nanoTime() + BETWEEN_TWO.toNanos();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!delivered.keySet().containsAll(sent) && System.nanoTime() < end) {
            Thread.sleep(100);
            if (System.nanoTime() > next) {
                send();
                next = System.nanoTime() + BETWEEN_TWO.toNanos();
            }
        }
        assertThat(delivered.keySet()).as(log()).containsAll(sent);
    }

    /** How many journal reports a folder's manifest names. */
    long reports(Path folder) {
        return count(folder, " report ");
    }

    /** How many mails a folder's manifest tells of that went back. */
    long bounces(Path folder) {
        return count(folder, " bounce ");
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
            journal.close();
            sink.close();
        } finally {
            mount.ifPresent(Mount::close);
        }
    }

    private long count(Path folder, String kind) {
        try {
            Path manifest = folder.resolve("manifests/node1.manifest");
            return Files.readString(manifest).lines().filter(line -> line.contains(kind)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).as(log()).isTrue();
    }

    private String log() {
        try {
            return Files.readString(work.resolve("logs/james.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send() throws IOException {
        String id = send(TestServer.RECIPIENT.address());
        sent.add(id);
        return id;
    }

    private String send(String recipient) throws IOException {
        String id = "<" + UUID.randomUUID() + "@test.example>";
        try (SmtpClient smtp = server.smtp()) {
            smtp.send(
                    Person.ALICE.address(),
                    recipient,
                    ("Message-ID: " + id + "\r\nSubject: waits\r\n\r\nhello\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        return id;
    }

    private String further() {
        return """
        <folder>file://%s</folder>
        <journal>
          <address>journal@archive.example</address>
          <host>127.0.0.1</host>
          <port>%d</port>
          <security>none</security>
          <timeout>3s</timeout>
        </journal>
        <protection><signAs>%s</signAs></protection>
        """
                .formatted(disk(), journal.port(), Person.ALICE.address());
    }
}
