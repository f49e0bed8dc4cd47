package org.securemessaging.directory.publication.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.PublicationRefusalException;

class OutboxWorkerTest {
    private static final OutboxWorker.Pauses SHORT =
            new OutboxWorker.Pauses(Duration.ofMillis(5), Duration.ofMillis(40));

    @TempDir private Path folder;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Outbox outbox;

    private final OutboxListener listener =
            new OutboxListener() {
                @Override
                public void done(PublicationOrder order, List<EntryChange> changes) {
                    heard.add("done " + order.address().localPart());
                }

                @Override
                public void setAside(PublicationOrder order, String reason) {
                    heard.add("aside " + order.address().localPart() + " " + reason);
                }

                @Override
                public void postponed(String reason, Duration pause) {
                    heard.add("wait " + pause.toMillis());
                }
            };

    @BeforeEach
    void open() {
        outbox = new Outbox(folder, new OutboxLimits(100, 1 << 20, 10));
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void workerShouldWaitLongerEachTimeAndKeepTheOrder() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        add("a");
        add("b");
        OrderExecution away =
                order -> {
                    if (calls.incrementAndGet() <= 5) {
                        throw new DirectoryUnavailableException("away", new RuntimeException());
                    }
                    return List.of();
                };

        try (OutboxWorker worker = worker(away, false)) {
            assertThat(hear(7))
                    .containsExactly(
                            "wait 5", "wait 10", "wait 20", "wait 40", "wait 40", "done a",
                            "done b");
            assertThat(worker).isNotNull();
        }
        assertThat(outbox.size()).isZero();
    }

    @Test
    void workerShouldSetAsideWhatIsRefusedAndGoOn() throws Exception {
        OrderExecution picky =
                order -> {
                    switch (order.address().localPart()) {
                        case "a" -> throw new PublicationRefusalException("no entry");
                        case "b" ->
                                throw new DirectoryRefusalException(
                                        ResultCodeEnum.OBJECT_CLASS_VIOLATION,
                                        "65",
                                        new RuntimeException());
                        case "c" -> throw new IllegalStateException("a bug");
                        default -> {
                            return List.of();
                        }
                    }
                };
        List.of("a", "b", "c", "d").forEach(this::add);

        try (OutboxWorker worker = worker(picky, false)) {
            assertThat(hear(4))
                    .containsExactly(
                            "aside a PublicationRefusalException: no entry",
                            "aside b DirectoryRefusalException: 65",
                            "aside c IllegalStateException: a bug",
                            "done d");
            assertThat(worker).isNotNull();
        }
        try (Stream<Path> refused = Files.list(folder.resolve("refused"))) {
            assertThat(refused).hasSize(6);
        }
    }

    @Test
    void workerShouldWaitForARightPassword() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        OrderExecution locked =
                order -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new DirectoryRefusalException(
                                ResultCodeEnum.INVALID_CREDENTIALS, "49", new RuntimeException());
                    }
                    return List.of();
                };
        add("a");

        try (OutboxWorker worker = worker(locked, false)) {
            assertThat(hear(2)).containsExactly("wait 5", "done a");
            assertThat(worker).isNotNull();
        }
    }

    @Test
    void closeShouldLeaveOnDiskWhatWaits() {
        add("a");
        OrderExecution away =
                order -> {
                    throw new DirectoryUnavailableException("away", new RuntimeException());
                };
        worker(away, false).close();
        outbox.close();

        outbox = new Outbox(folder, new OutboxLimits(100, 1 << 20, 10));
        assertThat(outbox.size()).isOne();
    }

    /** Samba ends the connection on some addresses, and answers everybody else. */
    @Test
    void workerShouldSetAsideWhatADirectoryThatAnswersBreaksOnEachTime() throws Exception {
        OrderExecution fragile =
                order -> {
                    if (order.address().localPart().equals("a")) {
                        throw new DirectoryUnavailableException("broken", new RuntimeException());
                    }
                    return List.of();
                };
        add("a");
        add("b");

        try (OutboxWorker worker = worker(fragile, true)) {
            assertThat(hear(7))
                    .containsExactly(
                            "wait 5",
                            "wait 10",
                            "wait 20",
                            "wait 40",
                            "wait 40",
                            "aside a PublicationRefusalException: the directory answers, but not to"
                                    + " this: broken",
                            "done b");
            assertThat(worker).isNotNull();
        }
    }

    private OutboxWorker worker(OrderExecution execution, boolean answers) {
        return new OutboxWorker(outbox, execution, () -> answers, listener, SHORT);
    }

    private void add(String name) {
        outbox.add(
                new PublicationOrder.Withdraw(
                        PersonAddress.parse(name + "@example.org").orElseThrow(),
                        Set.of("1".repeat(64))));
    }

    private List<String> hear(int count) throws InterruptedException {
        List<String> words = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = heard.poll(10, TimeUnit.SECONDS);
            words.add(String.valueOf(word));
        }
        return words;
    }
}
