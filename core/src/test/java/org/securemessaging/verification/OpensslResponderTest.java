package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** OpenSSL's OCSP responder, behind an HTTP server that can be trusted to answer once. */
class OpensslResponderTest {
    @TempDir private Path folder;

    // OpenSSL answers for the time it is asked.
    private final Instant now = Instant.now();
    private final Instant from = now.minus(Duration.ofDays(30));
    private final Instant until = now.plus(Duration.ofDays(30));

    private final TestCa ca = new TestCa("CN=CA");
    private final TestCa delegate = new TestCa("CN=Responder");
    private final Certificate root = ca.issue(ca).ca().valid(from, until).sign();
    private LoopbackServer server;
    private Certificate alice;

    @BeforeEach
    void start() throws IOException {
        PeerProgram.require("openssl");
        server = new LoopbackServer();
        alice =
                ca.issue(new TestCa("CN=Alice"))
                        .valid(from, until)
                        .ocspAt(server.uri("/ocsp").toString())
                        .sign();
        Certificate responder =
                ca.issue(delegate)
                        .valid(from, until)
                        .with(
                                Extension.extendedKeyUsage,
                                true,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
                        .sign();
        pem("ca.crt", root.holder());
        pem("ca.key", ca.keys().getPrivate());
        pem("responder.crt", responder.holder());
        pem("responder.key", delegate.keys().getPrivate());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"ca, false", "ca, true", "responder, false", "responder, true"})
    void validateShouldBelieveOpensslThatNothingIsRevoked(String signer, boolean nonce)
            throws IOException {
        serve(signer, "V", "");

        assertThat(validate(nonce).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ca", "responder"})
    void validateShouldBelieveOpensslThatACertificateIsRevoked(String signer) throws IOException {
        serve(signer, "R", time(now.minusSeconds(3600)) + ",keyCompromise");

        PathReport report = validate(false);

        assertThat(codes(report)).containsExactly("revoked");
        assertThat(report.findings().get(0).detail()).endsWith("reason code 1");
    }

    @Test
    void validateShouldHaveNoStatusOfACertificateThatOpensslDoesNotKnow() throws IOException {
        Files.writeString(folder.resolve("index.txt"), "");
        serve("ca");

        assertThat(codes(validate(false))).containsExactly("ocsp-unavailable");
    }

    @Test
    void validateShouldNotBelieveAResponderThatSendsNoCertificate() throws IOException {
        index("V", "");
        serve("responder", "-resp_no_certs");

        assertThat(codes(validate(false))).containsExactly("ocsp-invalid");
    }

    private void serve(String signer, String state, String revocation) throws IOException {
        index(state, revocation);
        serve(signer);
    }

    private void index(String state, String revocation) throws IOException {
        Files.writeString(
                folder.resolve("index.txt"),
                String.join(
                                "\t",
                                state,
                                time(until),
                                revocation,
                                "%04X".formatted(alice.serialNumber()),
                                "unknown",
                                "/CN=Alice")
                        + "\n");
    }

    private void serve(String signer, String... options) {
        server.serve(
                "/ocsp",
                exchange -> {
                    Files.write(folder.resolve("request"), request(exchange));
                    respond(signer, options);
                    byte[] answer = Files.readAllBytes(folder.resolve("response"));
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
    }

    private void respond(String signer, String... options) {
        List<String> command =
                new ArrayList<>(List.of("openssl", "ocsp", "-index", "index.txt", "-CA", "ca.crt"));
        command.addAll(List.of("-rsigner", signer + ".crt", "-rkey", signer + ".key"));
        command.addAll(List.of("-reqin", "request", "-respout", "response", "-nmin", "5"));
        command.addAll(List.of(options));
        new PeerProgram(folder, Map.of()).run("", command.toArray(String[]::new));
    }

    private static byte[] request(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            try (InputStream in = exchange.getRequestBody()) {
                return in.readAllBytes();
            }
        }
        String path = exchange.getRequestURI().getRawPath().substring("/ocsp/".length());
        return Base64.getDecoder().decode(URLDecoder.decode(path, StandardCharsets.US_ASCII));
    }

    private PathReport validate(boolean nonce) {
        OcspSettings usual = OcspSettings.DEFAULT;
        OcspSettings settings =
                new OcspSettings(
                        usual.maximumBytes(),
                        usual.fetchTime(),
                        nonce,
                        usual.maximumAge(),
                        usual.backOff(),
                        usual.longestBackOff());
        Clock clock = Clock.systemUTC();
        try (HttpFetcher fetcher = new HttpFetcher(LoopbackServer.allowed());
                OcspClient client = new OcspClient(fetcher, settings, clock)) {
            return new BuildingPathValidator(
                            TrustAnchors.of(List.of(root)),
                            TrustAnchors.of(List.of()),
                            new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults()),
                            new RevocationChecker(
                                    List.of(
                                            new OcspMethod(
                                                    client, RevocationRules.DEFAULT, clock))),
                            PathRules.DEFAULT)
                    .validate(
                            alice,
                            PathQuery.at(now, RevocationMode.REQUIRE).with(FetchBudget.perMail()));
        }
    }

    private static List<String> codes(PathReport report) {
        return report.findings().stream().map(finding -> finding.reason().code()).toList();
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
