package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.revocation.CrlCache;
import org.securemessaging.revocation.CrlCacheSettings;
import org.securemessaging.revocation.CrlDownloads;
import org.securemessaging.revocation.CrlMethod;
import org.securemessaging.revocation.CrlStore;
import org.securemessaging.revocation.OcspClient;
import org.securemessaging.revocation.OcspMethod;
import org.securemessaging.revocation.OcspSettings;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationMethod;
import org.securemessaging.revocation.RevocationRules;

/** CRL servers and OCSP responders that do what servers do on bad days, and worse. */
class MisbehavingServersTest {
    private static final Clock CLOCK = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);
    // What one mail may wait for a server that does not answer, and for one that does, and what may
    // be added by the machine that runs the tests.
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(8);
    private static final long GIGABYTE = 1L << 30;

    @TempDir private Path folder;

    private final TestCa ca = new TestCa("CN=CA");
    private final Certificate root = ca.selfSigned();
    private final CountDownLatch over = new CountDownLatch(1);
    private LoopbackServer server;
    private HttpFetcher fetcher;
    private CrlCache crls;
    private OcspClient responders;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fetcher = new HttpFetcher(LoopbackServer.allowed());
        crls = new CrlCache(new CrlStore(folder), fetcher, CrlCacheSettings.DEFAULT, CLOCK);
        responders = new OcspClient(fetcher, OcspSettings.DEFAULT, CLOCK);
    }

    @AfterEach
    void stop() {
        over.countDown();
        responders.close();
        crls.close();
        fetcher.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hangs, timeout",
        "drips, timeout",
        "garbage, crl-invalid",
        "empty, crl-invalid",
        "old, crl-expired",
        "anothers, crl-invalid",
        "forged, crl-invalid",
        "circles, crl-unavailable",
        "gigabyte, crl-unavailable",
        "error, crl-unavailable",
        "absent, crl-unavailable"
    })
    void validateShouldSayWhyThereIsNoCrl(String behaviour, String reason) throws IOException {
        TestCa stranger = new TestCa("CN=CA");
        String address = address(behaviour, unused -> crl(behaviour, stranger), reason);
        Certificate alice = ca.issue(new TestCa("CN=Alice")).crlAt(address).sign();

        assertReason(
                alice,
                reason,
                new CrlMethod(List.of(new CrlDownloads(crls)), RevocationRules.DEFAULT, CLOCK));
    }

    @ParameterizedTest
    @CsvSource({
        "hangs, timeout",
        "drips, timeout",
        "garbage, ocsp-invalid",
        "empty, ocsp-invalid",
        "old, ocsp-expired",
        "anothers, ocsp-invalid",
        "forged, ocsp-invalid",
        "later, ocsp-unavailable",
        "circles, ocsp-unavailable",
        "gigabyte, ocsp-unavailable",
        "error, ocsp-unavailable",
        "absent, ocsp-unavailable"
    })
    void validateShouldSayWhyThereIsNoOcspAnswer(String behaviour, String reason)
            throws IOException {
        Certificate[] asked = new Certificate[1];
        String address = address(behaviour, unused -> ocsp(behaviour, asked[0]), reason);
        asked[0] = ca.issue(new TestCa("CN=Alice")).ocspAt(address).sign();

        assertReason(asked[0], reason, new OcspMethod(responders, RevocationRules.DEFAULT, CLOCK));
    }

    @Test
    void validateShouldGoByTheCrlThatAForgedOneReplaced() {
        AtomicReference<byte[]> body = new AtomicReference<>(ca.crl().encoded());
        URI address = server.serve("/ca.crl", exchange -> answer(exchange, body.get()));
        Certificate alice = ca.issue(new TestCa("CN=Alice")).crlAt(address.toString()).sign();
        CrlMethod method =
                new CrlMethod(List.of(new CrlDownloads(crls)), RevocationRules.DEFAULT, CLOCK);
        assertThat(Validators.reasons(validate(alice, method, LONG))).isEmpty();

        body.set(new TestCa("CN=CA").crl().encoded());
        crls.refresh(address);

        assertThat(Validators.reasons(validate(alice, method, LONG))).isEmpty();
        assertThat(crls.failing()).containsOnlyKeys(address);
    }

    private PathReport validate(Certificate alice, RevocationMethod method, Duration budget) {
        BuildingPathValidator validator =
                new BuildingPathValidator(
                        TrustAnchors.of(List.of(root)),
                        TrustAnchors.of(List.of()),
                        Validators.CHECKER,
                        new RevocationChecker(List.of(method)),
                        PathRules.DEFAULT);
        return validator.validate(
                alice,
                PathQuery.at(TestCa.NOW, RevocationMode.REQUIRE).with(FetchBudget.of(budget, 16)));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void assertReason(Certificate alice, String reason, RevocationMethod method) {
        Duration budget = reason.equals("timeout") ? SHORT : LONG;
        long begin = System.nanoTime();

        PathReport report = validate(alice, method, budget);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(budget.plus(MARGIN));
        assertThat(Validators.reasons(report)).containsExactly(reason);
    }

    private byte[] crl(String behaviour, TestCa stranger) {
        return switch (behaviour) {
            case "old" ->
                    ca.crl()
                            .issued(TestCa.NOW.minusSeconds(99))
                            .due(TestCa.NOW.minusSeconds(9))
                            .encoded();
            case "anothers" -> new TestCa("CN=Another").crl().encoded();
            case "forged" -> stranger.crl().encoded();
            default -> other(behaviour);
        };
    }

    private byte[] ocsp(String behaviour, Certificate asked) {
        TestResponder right = new TestResponder(ca, root);
        return switch (behaviour) {
            case "old" ->
                    right.times(
                                    TestCa.NOW.minusSeconds(99),
                                    Optional.of(TestCa.NOW.minusSeconds(9)))
                            .answer(asked);
            case "anothers" -> right.answer(ca.person("CN=Carol"));
            case "forged" -> new TestResponder(new TestCa("CN=CA"), root).answer(asked);
            // OCSPResponse with responseStatus tryLater and nothing else.
            case "later" -> new byte[] {0x30, 3, 0x0a, 1, 3};
            default -> other(behaviour);
        };
    }

    private static byte[] other(String behaviour) {
        return behaviour.equals("garbage")
                ? "<html>503</html>".getBytes(StandardCharsets.US_ASCII)
                : new byte[0];
    }

    private interface Answers {
        byte[] about(String behaviour);
    }

    private String address(String behaviour, Answers answers, String reason) throws IOException {
        if (behaviour.equals("absent")) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return "http://127.0.0.1:" + socket.getLocalPort() + "/" + reason;
            }
        }
        HttpHandler handler =
                switch (behaviour) {
                    case "hangs" -> exchange -> hang();
                    case "drips" -> this::drip;
                    case "circles" -> exchange -> redirect(exchange);
                    case "gigabyte" -> exchange -> gigabyte(exchange);
                    case "error" ->
                            exchange -> {
                                exchange.sendResponseHeaders(503, -1);
                                exchange.close();
                            };
                    default -> exchange -> TestResponder.reply(exchange, answers.about(behaviour));
                };
        return server.serve("/at", handler).toString();
    }

    private void hang() {
        try {
            over.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1000 && !over.await(500, TimeUnit.MILLISECONDS); i++) {
                out.write('x');
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void gigabyte(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, GIGABYTE);
        byte[] block = new byte[1 << 16];
        try (OutputStream out = exchange.getResponseBody()) {
            for (long sent = 0; sent < GIGABYTE; sent += block.length) {
                out.write(block);
            }
        }
    }
}
