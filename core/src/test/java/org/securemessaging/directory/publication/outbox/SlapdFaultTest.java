package org.securemessaging.directory.publication.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.directory.publication.FaultyDirectory;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.peer.PeerProgram;

/**
 * slapd frozen, killed and started again under load: nothing lost, nothing doubled, nobody waits.
 */
class SlapdFaultTest {
    private static final int PEOPLE = 12;
    private static final int CERTIFICATES = 4;
    // What takes an order waits for its own disk alone, never for the directory, which would take
    // the read time-out of its connections at least: two seconds.
    private static final Duration LONGEST_ADD = Duration.ofMillis(1_900);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final List<String> givenUp = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
    }

    @Test
    void entriesShouldBeAsWithoutFaults() throws Exception {
        try (FaultyDirectory directory = FaultyDirectory.start(folder.resolve("slapd"))) {
            Map<PersonAddress, List<PublicationOrder.Publish>> orders = orders(directory);
            Path box = folder.resolve("outbox");
            Outbox outbox = open(box);
            OutboxWorker worker = work(outbox, directory);

            Duration longest = Duration.ZERO;
            for (int round = 0; round < CERTIFICATES; round++) {
                for (List<PublicationOrder.Publish> mine : orders.values()) {
                    long start = System.nanoTime();
                    outbox.add(mine.get(round));
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    longest = took.compareTo(longest) > 0 ? took : longest;
                    Thread.sleep(5);
                }
                directory.fault(round);
            }
            // The server stops too, in the middle, and comes again.
            worker.close();
            outbox.close();
            outbox = open(box);
            worker = work(outbox, directory);

            waitUntilEmpty(outbox);
            worker.close();
            outbox.close();
            assertThat(givenUp).isEmpty();
            assertThat(longest).isLessThan(LONGEST_ADD);
            for (Map.Entry<PersonAddress, List<PublicationOrder.Publish>> each :
                    orders.entrySet()) {
                directory.assertHoldsExactly(
                        each.getKey(),
                        each.getValue().stream().map(PublicationOrder.Publish::profile).toList());
            }
        }
    }

    private static Outbox open(Path folder) {
        return new Outbox(folder, new OutboxLimits(1_000, 10 << 20, 10));
    }

    private OutboxWorker work(Outbox outbox, FaultyDirectory directory) {
        return new OutboxWorker(
                outbox,
                order ->
                        directory
                                .publisher()
                                .publish(
                                        order.address(),
                                        ((PublicationOrder.Publish) order).profile()),
                directory::answers,
                new Attentive(),
                new OutboxWorker.Pauses(Duration.ofMillis(20), Duration.ofMillis(500)));
    }

    private static void waitUntilEmpty(Outbox outbox) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (outbox.size() > 0 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(outbox.size()).isZero();
    }

    private static Map<PersonAddress, List<PublicationOrder.Publish>> orders(
            FaultyDirectory directory) {
        Map<PersonAddress, List<PublicationOrder.Publish>> orders = new LinkedHashMap<>();
        for (int person = 0; person < PEOPLE; person++) {
            PersonAddress address =
                    PersonAddress.parse("p" + person + "@outside.test").orElseThrow();
            List<PublicationOrder.Publish> mine = new ArrayList<>();
            for (int i = 0; i < CERTIFICATES; i++) {
                mine.add(new PublicationOrder.Publish(address, directory.profile(address)));
            }
            orders.put(address, mine);
        }
        return orders;
    }

    private final class Attentive implements OutboxListener {
        @Override
        public void done(
                PublicationOrder order,
                List<org.securemessaging.directory.publication.EntryChange> changes) {}

        @Override
        public void setAside(PublicationOrder order, String reason) {
            givenUp.add(order.address() + ": " + reason);
        }

        @Override
        public void postponed(String reason, Duration pause) {}
    }
}
