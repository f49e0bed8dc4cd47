package org.securemessaging.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFetcherTest {
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private LoopbackServer server;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fetcher = new HttpFetcher(LoopbackServer.allowed());
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    @Test
    void fetchShouldGiveWhatTheServerHasAndTellItNothing() throws IOException {
        ConcurrentLinkedQueue<String> headers = new ConcurrentLinkedQueue<>();
        URI uri =
                server.serve(
                        "/crl",
                        exchange -> {
                            headers.addAll(exchange.getRequestHeaders().keySet());
                            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
                            answer(exchange, "body");
                        });

        assertThat(fetch(uri)).isEqualTo(new FetchResult.Complete(4));
        assertThat(fetch(uri)).isEqualTo(new FetchResult.Complete(4));

        assertThat(sink.toString(US_ASCII)).isEqualTo("bodybody");
        assertThat(headers).containsOnly("Host", "Connection", "User-agent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/", "http://[::1]:%d/", "http://[::ffff:127.0.0.1]:%d/",
                "http://localhost:%d/", "http://127.1:%d/", "http://2130706433:%d/"
            })
    void fetchShouldNotAskThisMachineUnlessAllowed(String address) throws IOException {
        server.serve("/", "secret".getBytes(US_ASCII));
        URI uri = URI.create(String.format(address, server.uri("/").getPort()));
        try (HttpFetcher closed = new HttpFetcher(AddressPolicy.PUBLIC)) {
            assertFailed(closed.fetch(request(uri), sink), FetchResult.Failure.FORBIDDEN);
        }
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/"})
    void fetchShouldNotReachThisMachineByOtherSpellings(String address) throws IOException {
        try (HttpFetcher closed = new HttpFetcher(AddressPolicy.PUBLIC)) {
            assertThat(closed.fetch(request(URI.create(address)), sink))
                    .isInstanceOf(FetchResult.Failed.class);
        }
    }

    @Test
    void fetchShouldNotAskWhatANameMeansOnThisMachine() throws IOException {
        URI uri = named(server.serve("/", "secret".getBytes(US_ASCII)), "crl.example");
        try (HttpFetcher closed = new HttpFetcher(AddressPolicy.PUBLIC, always("127.0.0.1"))) {
            assertFailed(closed.fetch(request(uri), sink), FetchResult.Failure.FORBIDDEN);
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void fetchShouldLookANameUpOnceAndAskWhatWasVetted() throws IOException {
        // The second answer would be a machine where nothing listens.
        AtomicLong lookUps = new AtomicLong();
        DnsResolver rebinding =
                resolver(lookUps, () -> lookUps.get() == 1 ? "127.0.0.1" : "127.0.0.2");
        URI uri = named(server.serve("/", "body".getBytes(US_ASCII)), "crl.example");
        try (HttpFetcher open = new HttpFetcher(LoopbackServer.allowed(), rebinding)) {
            assertThat(open.fetch(request(uri), sink)).isEqualTo(new FetchResult.Complete(4));
        }
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void fetchShouldVetWhereARedirectLeads() throws IOException {
        URI secret = named(server.serve("/secret", "secret".getBytes(US_ASCII)), "inside.example");
        URI uri = named(server.serve("/", redirectTo(secret)), "outside.example");
        AddressPolicy policy = new AddressPolicy(List.of(), java.util.Set.of("outside.example"));
        try (HttpFetcher half = new HttpFetcher(policy, always("127.0.0.1"))) {
            assertFailed(half.fetch(request(uri), sink), FetchResult.Failure.FORBIDDEN);
        }
        assertThat(server.requests()).isEqualTo(1);
        assertThat(sink.size()).isZero();
    }

    @Test
    void fetchShouldFollowARedirect() throws IOException {
        server.serve("/new", "body".getBytes(US_ASCII));
        URI uri = server.serve("/old", redirectTo(URI.create("/new")));

        assertThat(fetch(uri)).isEqualTo(new FetchResult.Complete(4));
    }

    @Test
    void fetchShouldLeaveARedirectLoop() throws IOException {
        URI uri = server.serve("/loop", redirectTo(URI.create("/loop")));

        assertFailed(fetch(uri), FetchResult.Failure.REFUSED);
        assertThat(server.requests()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.org/x",
                "http:///x",
                "gopher://example.org/",
                "http://user:password@example.org/",
                "mailto:a@example.org",
                "/relative"
            })
    void fetchShouldRefuseOtherAddresses(String address) throws IOException {
        assertFailed(fetch(URI.create(address)), FetchResult.Failure.FORBIDDEN);
    }

    @Test
    void fetchShouldStopAnEndlessAnswer() throws IOException {
        URI uri = server.serve("/", exchange -> endless(exchange, 0));

        assertFailed(fetch(uri), FetchResult.Failure.TOO_LARGE);
        assertThat(sink.size()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void fetchShouldGiveUpAServerThatDrips() throws IOException {
        URI uri = server.serve("/", exchange -> endless(exchange, 20));
        long start = System.nanoTime();

        assertFailed(
                fetcher.fetch(new FetchRequest(uri, Duration.ofMillis(300), 100_000_000), sink),
                FetchResult.Failure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void fetchShouldGiveUpAServerThatHangs() throws IOException {
        URI uri = server.serve("/", exchange -> sleep(60_000));

        assertFailed(
                fetcher.fetch(new FetchRequest(uri, Duration.ofMillis(300), 100_000), sink),
                FetchResult.Failure.TIMEOUT);
    }

    @Test
    void fetchShouldSayWhatTheServerRefuses() throws IOException {
        URI uri =
                server.serve(
                        "/",
                        exchange -> {
                            exchange.sendResponseHeaders(404, -1);
                            exchange.close();
                        });

        assertFailed(fetch(uri), FetchResult.Failure.REFUSED);
    }

    @Test
    void fetchShouldThrowIfTheSinkFails() {
        URI uri = server.serve("/", "body".getBytes(US_ASCII));
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("disk full");
                    }
                };

        assertThatThrownBy(() -> fetcher.fetch(request(uri), full)).hasMessage("disk full");
    }

    private FetchResult fetch(URI uri) throws IOException {
        return fetcher.fetch(request(uri), sink);
    }

    private static FetchRequest request(URI uri) {
        return new FetchRequest(uri, Duration.ofSeconds(30), 100_000);
    }

    private static void assertFailed(FetchResult result, FetchResult.Failure failure) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .as(failed.detail())
                                        .isEqualTo(failure));
    }

    private static URI named(URI uri, String host) {
        return URI.create("http://" + host + ":" + uri.getPort() + uri.getPath());
    }

    private static DnsResolver always(String address) {
        return resolver(new AtomicLong(), () -> address);
    }

    private static DnsResolver resolver(
            AtomicLong lookUps, java.util.function.Supplier<String> address) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                lookUps.incrementAndGet();
                return new InetAddress[] {InetAddress.getByName(address.get())};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static com.sun.net.httpserver.HttpHandler redirectTo(URI target) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", target.toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        };
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.sendResponseHeaders(200, body.length());
        exchange.getResponseBody().write(body.getBytes(US_ASCII));
        exchange.close();
    }

    private static void endless(HttpExchange exchange, int pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] octets = new byte[pauseMillis == 0 ? 10_000 : 1];
        while (!Thread.currentThread().isInterrupted()) {
            exchange.getResponseBody().write(octets);
            exchange.getResponseBody().flush();
            if (pauseMillis > 0) {
                sleep(pauseMillis);
            }
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
