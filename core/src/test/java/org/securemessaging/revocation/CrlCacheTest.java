package org.securemessaging.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.SettableClock;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.result.Finding;
import org.securemessaging.trust.TestCa;

final class CrlCacheTest {
    private static final CrlCacheSettings SETTINGS =
            new CrlCacheSettings(
                    100_000,
                    Duration.ofSeconds(20),
                    Duration.ofHours(12),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(100),
                    1 << 20);

    private final TestCa ca = new TestCa("CN=Root,O=Test");
    private final SettableClock clock = new SettableClock();
    private final byte[] crl = crl(1);
    @TempDir private Path folder;
    private LoopbackServer server;
    private HttpFetcher fetcher;
    private CrlCache cache;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fetcher = new HttpFetcher(LoopbackServer.allowed());
        cache = newCache();
    }

    @AfterEach
    void stop() {
        cache.close();
        fetcher.close();
        server.close();
    }

    @Test
    void getShouldFetchOnceAndRememberAcrossARestart() throws IOException {
        URI uri = server.serve("/a.crl", crl);

        assertThat(get(uri).crl()).isPresent();
        assertThat(get(uri).crl()).isPresent();
        cache.close();
        server.close();
        cache = newCache();
        assertThat(cache.get(uri, FetchBudget.none()).crl()).isPresent();

        assertThat(server.requests()).isEqualTo(1);
        assertThat(names()).hasSize(1).allMatch(name -> name.endsWith(".crl"));
    }

    @Test
    void dueForRefreshShouldNameACrlInUseWithAQuarterOfItsTimeLeft() {
        URI address = server.serve("/ca.crl", crl);
        cache.get(address, FetchBudget.perMail());

        clock.advance(Duration.ofHours(8));
        assertThat(cache.dueForRefresh()).isEmpty();
        clock.advance(Duration.ofHours(2));
        assertThat(cache.dueForRefresh()).containsExactly(address);
        assertThat(cache.refresh(address).crl()).isPresent();
        assertThat(cache.dueForRefresh()).isEmpty();
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void refresherShouldFetchAheadUntilItIsClosed() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        URI address =
                server.serve(
                        "/ca.crl",
                        exchange -> {
                            second.countDown();
                            exchange.sendResponseHeaders(200, crl.length);
                            exchange.getResponseBody().write(crl);
                            exchange.close();
                        });
        cache.get(address, FetchBudget.perMail());
        clock.advance(Duration.ofHours(10));

        CrlRefresher refresher = new CrlRefresher(cache, Duration.ofMillis(10));
        await(second);
        refresher.close();

        assertThat(threads("crl-refresh")).isEmpty();
    }

    private static List<Thread> threads(String name) throws InterruptedException {
        List<Thread> alive = List.of();
        for (int tries = 0; tries < 100; tries++) {
            alive =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals(name))
                            .toList();
            if (alive.isEmpty()) {
                break;
            }
            Thread.sleep(50);
        }
        return alive;
    }

    @Test
    void dueForRefreshShouldForgetACrlThatNobodyAskedForInAWeek() {
        URI address = server.serve("/ca.crl", crl);
        cache.get(address, FetchBudget.perMail());
        for (int day = 0; day < 13; day++) {
            clock.advance(Duration.ofHours(12));
            cache.refresh(address);
        }
        assertThat(cache.dueForRefresh()).isEmpty();
        clock.advance(Duration.ofHours(11));
        assertThat(cache.dueForRefresh()).containsExactly(address);

        clock.advance(Duration.ofHours(2));

        assertThat(cache.dueForRefresh()).isEmpty();
    }

    @Test
    void getShouldNotAskAgainAtOnceForACrlThatCameOld() {
        byte[] old =
                ca.crl()
                        .issued(TestCa.NOW.minusSeconds(99))
                        .due(TestCa.NOW.minusSeconds(9))
                        .encoded();
        URI address = server.serve("/old.crl", old);
        cache.get(address, FetchBudget.perMail());

        assertThat(cache.get(address, FetchBudget.perMail()).crl()).isPresent();
        assertThat(cache.dueForRefresh()).isEmpty();
        assertThat(server.requests()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(16));
        assertThat(cache.dueForRefresh()).containsExactly(address);
        cache.get(address, FetchBudget.perMail());
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void getShouldFetchAnewWhenTheFileIsFromTheFuture() throws IOException {
        URI address = server.serve("/ca.crl", crl);
        cache.get(address, FetchBudget.perMail());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(
                        file, FileTime.from(clock.instant().plus(Duration.ofDays(400))));
            }
        }
        restart();

        cache.get(address, FetchBudget.perMail());

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void refreshShouldKeepTheOldCrlWhenTheServerIsAway() {
        URI address = server.serve("/ca.crl", crl);
        cache.get(address, FetchBudget.perMail());
        server.close();

        assertProblem(cache.refresh(address), "crl-unavailable");
        assertThat(cache.get(address, FetchBudget.none()).crl()).isPresent();
        clock.advance(Duration.ofHours(10));
        assertThat(cache.dueForRefresh()).containsExactly(address);
    }

    @Test
    void getShouldReadPem() {
        String pem =
                "-----BEGIN X509 CRL-----\n"
                        + java.util.Base64.getMimeEncoder().encodeToString(crl)
                        + "\n-----END X509 CRL-----\n";

        assertThat(get(server.serve("/a", pem.getBytes(StandardCharsets.US_ASCII))).crl())
                .isPresent();
    }

    @Test
    void getShouldDropADamagedFileAndFetchAgain() throws IOException {
        URI uri = server.serve("/a.crl", crl);
        get(uri);
        Path file = new CrlStore(folder).file(uri);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 31, 32, 33, whole.length / 2, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            restart();
            assertThat(cache.get(uri, FetchBudget.none()).crl()).as("%d octets", length).isEmpty();
            assertThat(get(uri).crl()).isPresent();
        }
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        Files.write(file, flipped);
        restart();
        assertThat(get(uri).crl()).isPresent();
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void getShouldDisregardWhatAKilledProcessLeft() throws IOException {
        Path recent = Files.write(folder.resolve("crl1.partial"), new byte[] {1});
        Path old = Files.write(folder.resolve("crl2.partial"), new byte[] {1});
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        URI uri = server.serve("/a.crl", crl);
        restart();

        assertThat(get(uri).crl()).isPresent();
        assertThat(old).doesNotExist();
        assertThat(recent).exists(); // Another process may be writing it.
    }

    @Test
    void getShouldFetchOnceForAllWhoWait() throws Exception {
        CountDownLatch allAsked = new CountDownLatch(1);
        URI uri =
                server.serve(
                        "/a.crl",
                        exchange -> {
                            await(allAsked);
                            exchange.sendResponseHeaders(200, crl.length);
                            exchange.getResponseBody().write(crl);
                            exchange.close();
                        });
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<Future<CrlCache.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(callers.submit(() -> get(uri)));
        }
        Thread.sleep(200);
        allAsked.countDown();
        for (Future<CrlCache.Answer> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).crl()).isPresent();
        }
        callers.shutdownNow();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void getShouldNotAskAServerThatHasJustFailed() {
        URI uri = server.serve("/a.crl", status(500));

        assertProblem(get(uri), "crl-unavailable");
        assertProblem(get(uri), "crl-unavailable");
        assertThat(server.requests()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(31));
        get(uri);
        assertThat(server.requests()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(31));
        get(uri);
        assertThat(server.requests()).as("the second wait is longer").isEqualTo(2);
        clock.advance(Duration.ofSeconds(31));
        get(uri);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void getShouldSayThatTheServerAnswersGarbage() throws IOException {
        assertProblem(get(server.serve("/a", new byte[] {1, 2, 3})), "crl-invalid");
        assertProblem(get(server.serve("/b", new byte[0])), "crl-invalid");
        assertProblem(
                get(server.serve("/c", "<html>".getBytes(StandardCharsets.US_ASCII))),
                "crl-invalid");
        assertThat(names()).isEmpty();
    }

    @Test
    void getShouldStopALargeAnswer() throws IOException {
        assertProblem(get(server.serve("/a", new byte[200_000])), "crl-unavailable");
        assertThat(names()).isEmpty();
    }

    @Test
    void getShouldGiveUpAServerThatHangs() {
        URI uri = server.serve("/a", exchange -> await(new CountDownLatch(1)));
        long start = System.nanoTime();

        assertProblem(cache.get(uri, FetchBudget.of(Duration.ofMillis(300), 4)), "timeout");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void getShouldSpendNoMoreThanTheBudget() {
        FetchBudget two = FetchBudget.of(Duration.ofSeconds(30), 2);
        for (int i = 0; i < 5; i++) {
            cache.get(server.serve("/" + i, crl), two);
        }
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void getShouldFetchAnewWhenTheCrlIsDueOrOldAndKeepTheOldIfItCannot() {
        AtomicReference<byte[]> current = new AtomicReference<>(crl);
        URI uri =
                server.serve(
                        "/a.crl",
                        exchange -> {
                            byte[] body = current.get();
                            exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length);
                            exchange.getResponseBody().write(body);
                            exchange.close();
                        });
        Crl first = get(uri).crl().orElseThrow();

        clock.advance(Duration.ofHours(13));
        current.set(new byte[0]);
        CrlCache.Answer kept = get(uri);
        assertThat(kept.crl()).contains(first);
        assertProblem(kept, "crl-unavailable");

        clock.advance(Duration.ofMinutes(2));
        current.set(crl(2));
        assertThat(get(uri).crl().orElseThrow().number()).contains(BigInteger.TWO);
    }

    @Test
    void dropShouldForgetACrlThatNobodySigned() throws IOException {
        URI uri = server.serve("/a.crl", crl);
        Crl found = get(uri).crl().orElseThrow();

        cache.drop(uri, found);

        assertThat(names()).isEmpty();
        assertProblem(get(uri), "crl-invalid");
        clock.advance(Duration.ofSeconds(31));
        assertThat(get(uri).crl()).isPresent();
    }

    @Test
    void dropShouldBringBackTheCrlThatWasBelieved() throws IOException {
        AtomicReference<byte[]> current = new AtomicReference<>(crl);
        URI uri = server.serve("/a.crl", answering(current));
        Crl good = get(uri).crl().orElseThrow();
        cache.believe(uri, good);
        // Whoever answers in the server's place does so more than once.
        for (long number : new long[] {2, 3}) {
            clock.advance(Duration.ofHours(13));
            current.set(crl(number));
            assertThat(cache.refresh(uri).crl().orElseThrow().number())
                    .contains(BigInteger.valueOf(number));
        }
        restart();
        Crl forged = get(uri).crl().orElseThrow();

        assertThat(cache.drop(uri, forged)).isTrue();

        CrlCache.Answer kept = get(uri);
        assertThat(kept.crl().map(Crl::sha256)).contains(good.sha256());
        assertProblem(kept, "crl-invalid");
        assertThat(names()).hasSize(1);
        assertThat(cache.drop(uri, good)).as("nothing before it").isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void believeShouldForgetTheCrlBeforeAndKeepThisOne() throws IOException {
        AtomicReference<byte[]> current = new AtomicReference<>(crl);
        URI uri = server.serve("/a.crl", answering(current));
        get(uri);
        clock.advance(Duration.ofHours(13));
        current.set(crl(2));
        Crl second = get(uri).crl().orElseThrow();
        assertThat(names()).hasSize(2);

        cache.believe(uri, second);
        assertThat(names()).hasSize(1);
        assertThat(cache.drop(uri, second)).as("believed already").isFalse();

        assertThat(get(uri)).isEqualTo(CrlCache.Answer.of(second));
    }

    @Test
    void refreshShouldKeepTheCrlAtHandWhenTheServerGivesAnOlderOne() throws IOException {
        byte[] old = crl(1);
        clock.advance(Duration.ofHours(1));
        AtomicReference<byte[]> current = new AtomicReference<>(crl(2));
        URI uri = server.serve("/a.crl", answering(current));
        Crl newer = get(uri).crl().orElseThrow();
        clock.advance(Duration.ofHours(13));
        current.set(old);

        assertThat(get(uri).crl().map(Crl::sha256)).contains(newer.sha256());
        int requests = server.requests();
        restart();
        assertThat(get(uri).crl().map(Crl::sha256)).contains(newer.sha256());
        assertThat(server.requests()).as("it counts as fetched").isEqualTo(requests);
    }

    @Test
    void getShouldNoticeThatAnotherProcessFetchedANewerOne() {
        AtomicReference<byte[]> current = new AtomicReference<>(crl);
        URI uri =
                server.serve(
                        "/a.crl",
                        exchange -> {
                            byte[] body = current.get();
                            exchange.sendResponseHeaders(200, body.length);
                            exchange.getResponseBody().write(body);
                            exchange.close();
                        });
        assertThat(get(uri).crl().orElseThrow().number()).contains(BigInteger.ONE);

        current.set(crl(2));
        try (CrlCache another = newCache()) {
            assertThat(another.refresh(uri).crl()).isPresent();
        }
        clock.advance(Duration.ofMinutes(1)); // The file bears the machine's time, which goes on.

        assertThat(get(uri).crl().orElseThrow().number()).contains(BigInteger.TWO);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void addressesShouldNameWhatLiesOnDisk() throws IOException {
        URI one = server.serve("/1.crl", crl);
        URI two = server.serve("/2.crl", crl(2));
        get(two);
        get(one);
        Files.write(folder.resolve("cafe.crl"), new byte[] {1, 2, 3});
        Files.copy(new CrlStore(folder).file(one), folder.resolve("beef.crl"));

        restart();

        assertThat(cache.addresses()).containsExactly(one, two);
        assertThat(cache.facts(two).orElseThrow().number()).contains(BigInteger.TWO);
        assertThat(cache.facts(server.uri("/3.crl"))).isEmpty();
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void getShouldNotTakeTheFileOfAnotherAddress() throws IOException {
        URI one = server.serve("/1.crl", crl);
        URI two = server.serve("/2.crl", crl(2));
        CrlStore store = new CrlStore(folder);
        get(one);
        Files.copy(store.file(one), store.file(two));

        assertThat(get(two).crl().orElseThrow().number()).contains(BigInteger.TWO);
    }

    private byte[] crl(long number) {
        return ca.crl()
                .number(number)
                .issued(clock.instant())
                .due(clock.instant().plus(Duration.ofDays(7)))
                .encoded();
    }

    private static HttpHandler answering(AtomicReference<byte[]> body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.get().length);
            exchange.getResponseBody().write(body.get());
            exchange.close();
        };
    }

    private CrlCache.Answer get(URI uri) {
        return cache.get(uri, FetchBudget.of(Duration.ofSeconds(30), 4));
    }

    private void restart() {
        cache.close();
        cache = newCache();
    }

    private CrlCache newCache() {
        return new CrlCache(new CrlStore(folder), fetcher, SETTINGS, clock);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void assertProblem(CrlCache.Answer answer, String code) {
        assertThat(answer.problem().map(Finding::reason)).isPresent();
        assertThat(answer.problem().orElseThrow().reason().code()).isEqualTo(code);
    }

    private static HttpHandler status(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
