package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;
import static org.securemessaging.directory.lookup.Lookups.chooser;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.lookup.LookUp.Outcome;

class CachedDirectoryTest {
    private static final MailAddress ALICE = address("alice@example.org");
    private static final Candidate GOOD = Candidate.of(certificate("alice@example.org", 1), "test");
    private static final CachedDirectory.Settings SETTINGS =
            new CachedDirectory.Settings(
                    Duration.ofMinutes(10), Duration.ofMinutes(1), 100, Duration.ofSeconds(5));

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void lookUpShouldRememberACertificateForItsTime() {
        CachedDirectory directory = directory(found(List.of()));

        directory.lookUp(ALICE);
        pass(Duration.ofMinutes(9));
        assertThat(directory.lookUp(ALICE).chosen()).contains(GOOD);
        assertThat(asked).hasValue(1);
        pass(Duration.ofMinutes(2));
        directory.lookUp(ALICE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void lookUpShouldRememberThatThereIsNoneForAShorterTime() {
        CachedDirectory directory = directory(nothing(List.of()));

        directory.lookUp(ALICE);
        pass(Duration.ofSeconds(59));
        assertThat(directory.lookUp(ALICE).outcome()).isEqualTo(Outcome.NONE);
        assertThat(asked).hasValue(1);
        pass(Duration.ofSeconds(2));
        directory.lookUp(ALICE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void lookUpShouldNotRememberAFailure() {
        CachedDirectory directory =
                directory(nothing(List.of(new SourceFailure("ldap", "it is down"))));

        assertThat(directory.lookUp(ALICE).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        directory.lookUp(ALICE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void lookUpShouldNotRememberForLongWhatASecondSourceHad() {
        CachedDirectory directory =
                directory(found(List.of(new SourceFailure("ldap", "it is down"))));

        directory.lookUp(ALICE);
        pass(Duration.ofMinutes(2));
        directory.lookUp(ALICE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void lookUpShouldAskAnewWhenARememberedCertificateIsNoLongerGood() {
        Candidate untrusted =
                Candidate.of(
                        Lookups.issue(
                                        new org.securemessaging.trust.TestCa("CN=Stranger"),
                                        "alice@example.org",
                                        1)
                                .sign(),
                        "test");
        CachedDirectory directory =
                directory(
                        new LookUp(
                                ALICE,
                                Optional.of(untrusted),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));

        directory.lookUp(ALICE);
        directory.lookUp(ALICE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void lookUpShouldAskOnceHoweverManyWait() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        CachedDirectory directory =
                new CachedDirectory(
                        address -> {
                            asked.incrementAndGet();
                            await(all);
                            return found(List.of());
                        },
                        chooser(),
                        SETTINGS);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<LookUp>> waiting =
                    IntStream.range(0, 20)
                            .mapToObj(i -> threads.submit(() -> directory.lookUp(ALICE)))
                            .toList();
            all.countDown();
            for (Future<LookUp> each : waiting) {
                assertThat(each.get().chosen()).contains(GOOD);
            }
            assertThat(asked).hasValueLessThan(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void lookUpShouldNotWaitLongerThanItsTime() {
        CountDownLatch never = new CountDownLatch(1);
        CachedDirectory directory =
                new CachedDirectory(
                        address -> {
                            await(never);
                            return found(List.of());
                        },
                        chooser(),
                        new CachedDirectory.Settings(
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(1),
                                100,
                                Duration.ofMillis(200)));
        long before = System.nanoTime();

        assertThat(directory.lookUp(ALICE).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        never.countDown();
    }

    private CachedDirectory directory(LookUp answer) {
        return new CachedDirectory(
                address -> {
                    asked.incrementAndGet();
                    return answer;
                },
                chooser(),
                SETTINGS,
                nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static LookUp found(List<SourceFailure> failures) {
        return new LookUp(ALICE, Optional.of(GOOD), List.of(), List.of(), List.of(), failures);
    }

    private static LookUp nothing(List<SourceFailure> failures) {
        return new LookUp(ALICE, Optional.empty(), List.of(), List.of(), List.of(), failures);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
