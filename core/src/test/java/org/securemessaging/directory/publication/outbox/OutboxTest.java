package org.securemessaging.directory.publication.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.outbox.Outbox.Acceptance;

class OutboxTest {
    private static final OutboxLimits LIMITS = new OutboxLimits(3, 1 << 20, 2);

    @TempDir private Path folder;

    @Test
    void ordersShouldSurviveARestartInTheirOrder() {
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            outbox.add(withdraw("c"));
            outbox.add(withdraw("a"));
        }
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            outbox.add(withdraw("b"));

            assertThat(drain(outbox)).containsExactly("c", "a", "b");
        }
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            assertThat(outbox.size()).isZero();
        }
    }

    @Test
    void addShouldSayWhenThereIsNoRoom() throws IOException {
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            outbox.add(withdraw("a"));
            outbox.add(withdraw("b"));
            outbox.add(withdraw("c"));

            assertThat(outbox.add(withdraw("d"))).isEqualTo(Acceptance.FULL);
            outbox.done(outbox.oldest().orElseThrow());
            assertThat(outbox.add(withdraw("d"))).isEqualTo(Acceptance.ACCEPTED);
        }
        try (Outbox outbox = new Outbox(folder, new OutboxLimits(100, 700, 2))) {
            assertThat(outbox.add(withdraw("e"))).isEqualTo(Acceptance.FULL);
        }
    }

    @Test
    void healthShouldTellWhatWaitsAndSinceWhen() throws IOException {
        Instant before = Instant.now().minusSeconds(2);
        try (Outbox outbox = new Outbox(folder, new OutboxLimits(4, 100_000, 2))) {
            assertThat(outbox.health().orders()).isZero();
            assertThat(outbox.health().oldest()).isEmpty();
            assertThat(outbox.health().refused()).isEmpty();
            for (String each : List.of("a", "b", "c")) {
                outbox.add(withdraw(each));
                assertThat(outbox.health().isNearlyFull()).isFalse();
            }
            Instant old = Instant.parse("2026-01-01T00:00:00Z");
            Files.setLastModifiedTime(orders().get(0), FileTime.from(old));
            outbox.add(withdraw("d"));

            assertThat(outbox.health().orders()).isEqualTo(4);
            assertThat(outbox.health().oldest()).contains(old);
            assertThat(outbox.health().isNearlyFull()).isTrue();
            outbox.setAside(outbox.oldest().orElseThrow(), "no");
            assertThat(outbox.health().oldest().orElseThrow()).isAfter(before);
            assertThat(outbox.health().refused().orElseThrow()).isAfter(before);
        }
        try (Outbox outbox = new Outbox(folder, new OutboxLimits(100, 700, 2))) {
            assertThat(outbox.health().octets()).isGreaterThan(300);
            assertThat(outbox.health().isNearlyFull()).isEqualTo(outbox.health().octets() >= 560);
        }
    }

    @Test
    void addShouldNotTakeTwiceWhatWaits() {
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            assertThat(outbox.add(withdraw("a"))).isEqualTo(Acceptance.ACCEPTED);
            assertThat(outbox.add(withdraw("a"))).isEqualTo(Acceptance.WAITING_ALREADY);
            assertThat(outbox.add(withdraw("a", "2"))).isEqualTo(Acceptance.ACCEPTED);
            // Something else came in between, so that it matters again.
            assertThat(outbox.add(withdraw("a"))).isEqualTo(Acceptance.ACCEPTED);
        }
    }

    @Test
    void everyOccasionToShowShouldBeKept() {
        PersonAddress address = withdraw("a").address();
        PublicationOrder first = new PublicationOrder.Show(address, UUID.randomUUID());
        PublicationOrder second = new PublicationOrder.Show(address, UUID.randomUUID());
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            assertThat(outbox.add(first)).isEqualTo(Acceptance.ACCEPTED);
            assertThat(outbox.add(second)).isEqualTo(Acceptance.ACCEPTED);
        }
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            assertThat(outbox.oldest().orElseThrow().order()).isEqualTo(first);
            outbox.done(outbox.oldest().orElseThrow());
            assertThat(outbox.oldest().orElseThrow().order()).isEqualTo(second);
        }
    }

    @Test
    void damagedFilesShouldBeSetAsideAndBlockNothing() throws IOException {
        Path first;
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            outbox.add(withdraw("a"));
            outbox.add(withdraw("b"));
            first = orders().get(0);
        }
        byte[] octets = Files.readAllBytes(first);
        Files.write(first, java.util.Arrays.copyOf(octets, octets.length - 20));
        Files.write(folder.resolve("0000000000000000000.order"), new byte[] {(byte) 0xff, 0});
        Files.writeString(folder.resolve("9.half"), "securemessaging-ord");

        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            assertThat(drain(outbox)).containsExactly("b");
        }
        assertThat(folder.resolve("9.half")).doesNotExist();
        assertThat(folder.resolve("refused").resolve(first.getFileName())).exists();
        assertThat(folder.resolve("refused").resolve(first.getFileName() + ".reason"))
                .content()
                .isEqualTo("damaged: the digest does not fit\n");
    }

    @Test
    void onlyTheLatestRefusedOrdersShouldBeKept() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            try (Outbox outbox = new Outbox(folder, LIMITS)) {
                outbox.add(withdraw("first" + name));
                outbox.add(withdraw(name));
                outbox.done(outbox.oldest().orElseThrow());
                outbox.setAside(outbox.oldest().orElseThrow(), "no entry");
            }
        }

        try (Stream<Path> files = Files.list(folder.resolve("refused"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".order"))).hasSizeLessThan(3);
        }
    }

    @Test
    void aFolderShouldBelongToOneOutbox() {
        try (Outbox outbox = new Outbox(folder, LIMITS)) {
            assertThat(outbox.size()).isZero();
            assertThatThrownBy(() -> new Outbox(folder, LIMITS))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(folder.toString())
                    .hasRootCauseMessage(null);
        }
    }

    @Test
    void ordersShouldBeReadableByTheServerAlone() throws IOException {
        Path made = folder.resolve("var/outbox");
        new Outbox(made, LIMITS).close();

        assertThat(Files.getPosixFilePermissions(made)).hasSize(3);
    }

    private List<Path> orders() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".order")).sorted().toList();
        }
    }

    private static List<String> drain(Outbox outbox) {
        List<String> drained = new ArrayList<>();
        for (Optional<Outbox.Waiting> next = outbox.oldest();
                next.isPresent();
                next = outbox.oldest()) {
            drained.add(next.get().order().address().localPart());
            outbox.done(next.get());
        }
        return drained;
    }

    private static PublicationOrder withdraw(String name) {
        return withdraw(name, "1");
    }

    private static PublicationOrder withdraw(String name, String digit) {
        return new PublicationOrder.Withdraw(
                PersonAddress.parse(name + "@example.org").orElseThrow(), Set.of(digit.repeat(64)));
    }
}
