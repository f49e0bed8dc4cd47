package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.revocation.OcspClient;
import org.securemessaging.revocation.OcspMethod;
import org.securemessaging.revocation.OcspSettings;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TestCa;
import org.securemessaging.trust.TrustAnchors;

/**
 * OpenSSL's responder running as a server: asked directly, frozen, killed, and through a network
 * that does to its answers what networks do.
 */
class OpensslOcspServerTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    // What the machine that runs the tests may add.
    private static final Duration MARGIN = Duration.ofSeconds(15);

    @TempDir private Path folder;

    private final Instant now = Instant.now();
    private final Instant from = now.minus(Duration.ofDays(30));
    private final Instant until = now.plus(Duration.ofDays(30));
    private final TestCa ca = new TestCa("CN=CA");
    private final Certificate root = ca.issue(ca).ca().valid(from, until).sign();
    private OpensslOcspServer openssl;
    private LoopbackServer network;
    private Duration budget = Duration.ofSeconds(30);

    @BeforeEach
    void start() throws IOException {
        PeerProgram.require("openssl");
        pem("ca.crt", root.holder());
        pem("ca.key", ca.keys().getPrivate());
        network = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        if (network != null) {
            network.close();
        }
        if (openssl != null) {
            openssl.close();
        }
    }

    @Test
    void validateShouldBelieveIt() throws IOException {
        Certificate alice = askedDirectly();

        assertThat(reasons(alice, now)).isEmpty();
    }

    @Test
    void validateShouldNotBelieveYesterdaysAnswer() throws IOException {
        Certificate alice = askedDirectly();

        assertThat(reasons(alice, now.plus(Duration.ofDays(1)))).containsExactly("ocsp-expired");
    }

    @Test
    void validateShouldNotWaitForOneThatIsFrozen() throws Exception {
        Certificate alice = askedDirectly();
        openssl.freeze();
        budget = SHORT;

        assertThat(reasons(alice, now)).containsExactly("timeout");
    }

    @Test
    void validateShouldSayThatItIsGone() throws IOException {
        Certificate alice = askedDirectly();
        openssl.close();

        assertThat(reasons(alice, now)).containsExactly("ocsp-unavailable");
    }

    @Test
    void validateShouldNotWaitForAnAnswerThatDrips() throws IOException {
        budget = SHORT;

        assertThat(reasons(askedOver(OpensslOcspServerTest::drip), now)).containsExactly("timeout");
    }

    @Test
    void validateShouldNotBelieveADamagedAnswer() throws IOException {
        Certificate alice =
                askedOver(
                        (exchange, answer) -> {
                            damage(answer);
                            reply(exchange, answer);
                        });

        assertThat(reasons(alice, now)).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldNotBelieveHalfAnAnswer() throws IOException {
        Certificate alice =
                askedOver(
                        (exchange, answer) ->
                                reply(exchange, Arrays.copyOf(answer, answer.length / 2)));

        assertThat(reasons(alice, now)).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldNotBelieveAnAnswerAboutAnother() throws IOException {
        byte[][] first = new byte[1][];
        Network replay =
                (exchange, answer) -> {
                    first[0] = first[0] == null ? answer : first[0];
                    reply(exchange, first[0]);
                };
        Certificate bob = issue("CN=Bob", network.uri("/ocsp").toString());
        Certificate alice = issue("CN=Alice", network.uri("/ocsp").toString());
        askOver(replay, bob, alice);

        assertThat(reasons(bob, now)).isEmpty();
        assertThat(reasons(alice, now)).containsExactly("ocsp-invalid");
    }

    /** What lies between the responder and this machine. */
    private interface Network {
        void pass(HttpExchange exchange, byte[] answer) throws IOException;
    }

    private Certificate askedDirectly() throws IOException {
        int port = freePort();
        Certificate alice = issue("CN=Alice", "http://127.0.0.1:" + port + "/");
        index(alice);
        openssl = OpensslOcspServer.start(folder, port);
        return alice;
    }

    private Certificate askedOver(Network between) throws IOException {
        Certificate alice = issue("CN=Alice", network.uri("/ocsp").toString());
        askOver(between, alice);
        return alice;
    }

    private void askOver(Network between, Certificate... known) throws IOException {
        index(known);
        openssl = OpensslOcspServer.start(folder, freePort());
        network.serve(
                "/ocsp",
                exchange ->
                        between.pass(
                                exchange,
                                openssl.answer(
                                        exchange.getRequestURI()
                                                .getRawPath()
                                                .substring("/ocsp".length()))));
    }

    private Certificate issue(String name, String responder) {
        return ca.issue(new TestCa(name)).valid(from, until).ocspAt(responder).sign();
    }

    private void index(Certificate... certificates) throws IOException {
        StringBuilder index = new StringBuilder();
        for (Certificate certificate : certificates) {
            index.append(
                    "V\t%s\t\t%04X\tunknown\t/CN=Serial %04X\n"
                            .formatted(
                                    time(until),
                                    certificate.serialNumber(),
                                    certificate.serialNumber()));
        }
        Files.writeString(folder.resolve("index.txt"), index);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private List<String> reasons(Certificate certificate, Instant at) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        try (HttpFetcher fetcher = new HttpFetcher(LoopbackServer.allowed());
                OcspClient client = new OcspClient(fetcher, OcspSettings.DEFAULT, clock)) {
            BuildingPathValidator validator =
                    new BuildingPathValidator(
                            TrustAnchors.of(List.of(root)),
                            TrustAnchors.of(List.of()),
                            new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults()),
                            new RevocationChecker(
                                    List.of(
                                            new OcspMethod(
                                                    client, RevocationRules.DEFAULT, clock))),
                            PathRules.DEFAULT);
            long begin = System.nanoTime();
            PathReport report =
                    validator.validate(
                            certificate,
                            PathQuery.at(at, RevocationMode.REQUIRE)
                                    .with(FetchBudget.of(budget, 16)));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(budget.plus(MARGIN));
            return report.findings().stream().map(finding -> finding.reason().code()).toList();
        }
    }

    /** In what is signed: the certificates beside it may be damaged and no harm is done. */
    private static void damage(byte[] answer) throws IOException {
        try {
            byte[] signed =
                    ((BasicOCSPResp) new OCSPResp(answer).getResponseObject()).getTBSResponseData();
            int begin =
                    new String(answer, StandardCharsets.ISO_8859_1)
                            .indexOf(new String(signed, StandardCharsets.ISO_8859_1));
            answer[begin + signed.length / 2] ^= 4;
        } catch (OCSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void reply(HttpExchange exchange, byte[] answer) throws IOException {
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static void drip(HttpExchange exchange, byte[] answer) throws IOException {
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (byte octet : answer) {
                out.write(octet);
                out.flush();
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pem(String file, Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        Files.writeString(folder.resolve(file), text.toString());
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }
}
