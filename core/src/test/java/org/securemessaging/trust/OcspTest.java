package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlCollection;
import org.securemessaging.revocation.CrlMethod;
import org.securemessaging.revocation.OcspClient;
import org.securemessaging.revocation.OcspMethod;
import org.securemessaging.revocation.OcspSettings;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationMethod;
import org.securemessaging.revocation.RevocationRules;

class OcspTest {
    private static final Clock CLOCK = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);
    private static final ASN1ObjectIdentifier STRANGE = new ASN1ObjectIdentifier("1.2.3.4.5");

    private final TestCa ca = new TestCa("CN=CA");
    private final TestCa delegate = new TestCa("CN=Responder");
    private final Certificate root = ca.selfSigned();
    private final List<String> methods = new ArrayList<>();
    private LoopbackServer server;
    private HttpFetcher fetcher;
    private OcspClient client;
    private Certificate alice;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fetcher = new HttpFetcher(LoopbackServer.allowed());
        client = new OcspClient(fetcher, OcspSettings.DEFAULT, CLOCK);
        alice = asking(ca, "CN=Alice", "/ocsp");
    }

    @AfterEach
    void stop() {
        client.close();
        fetcher.close();
        server.close();
    }

    @Test
    void validateShouldPassWhenTheIssuerSaysGood() {
        serve(new TestResponder(ca, root).answer(alice));

        assertThat(validate(alice).findings()).isEmpty();
        assertThat(methods).containsExactly("GET");
    }

    @Test
    void validateShouldFailWhenTheIssuerSaysRevoked() {
        serve(new TestResponder(ca, root).revoked(TestCa.NOW.minusSeconds(9), 1).answer(alice));

        assertThat(Validators.reasons(validate(alice))).containsExactly("revoked");
    }

    @Test
    void validateShouldUsePostWhenTheAddressWouldBeTooLong() {
        Certificate person = asking(ca, "CN=Bob", "/" + "x".repeat(200));
        server.serve(
                "/",
                exchange -> { // Whatever the path.
                    methods.add(exchange.getRequestMethod());
                    TestResponder.request(exchange);
                    TestResponder.reply(exchange, new TestResponder(ca, root).answer(person));
                });

        assertThat(validate(person).valid()).isTrue();
        assertThat(methods).containsExactly("POST");
    }

    @Test
    void validateShouldAskOnceWhenTheAnswerHolds() {
        serve(new TestResponder(ca, root).answer(alice));

        validate(alice);
        validate(alice);

        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void validateShouldNotAskWhenNothingMayBeSpent() {
        serve(new TestResponder(ca, root).answer(alice));

        PathReport report = validator(ocsp()).validate(alice, query(FetchBudget.none()));

        assertThat(Validators.reasons(report)).containsExactly("ocsp-unavailable");
        assertThat(server.requests()).isZero();
    }

    @Test
    void validateShouldPassWhenADelegatedResponderSaysGood() {
        serve(
                new TestResponder(delegate, root)
                        // Another certificate first: not the first of the list is the signer's.
                        .enclosing(root, delegation(UnaryOperator.identity()))
                        .answer(alice));

        assertThat(validate(alice).findings()).isEmpty();
    }

    @Test
    void validateShouldPassWhenTheIdentifierUsesSha256() {
        serve(new TestResponder(ca, root).digest(NISTObjectIdentifiers.id_sha256).answer(alice));

        assertThat(validate(alice).findings()).isEmpty();
    }

    @Test
    void validateShouldPassWhenTheAnswerWithoutNextUpdateIsFresh() {
        serve(
                new TestResponder(ca, root)
                        .times(TestResponder.THIS_UPDATE, Optional.empty())
                        .answer(alice));

        assertThat(validate(alice).findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongDelegations")
    void validateShouldNotBelieveAResponderWithAWrongCertificate(
            String name, UnaryOperator<TestCa.Issue> change) {
        serve(
                new TestResponder(delegate, root)
                        .enclosing(change.apply(ca.issue(delegate)).sign())
                        .answer(alice));

        assertThat(Validators.reasons(validate(alice))).containsExactly("ocsp-invalid");
    }

    static Stream<Arguments> wrongDelegations() {
        Instant past = TestCa.NOW.minusSeconds(1);
        return Stream.of(
                wrong("no extended key usage", issue -> issue),
                wrong(
                        "any purpose is not this one",
                        issue -> purpose(issue, KeyPurposeId.anyExtendedKeyUsage)),
                wrong("expired", issue -> responder(issue).valid(past.minusSeconds(99), past)),
                wrong(
                        "may not sign",
                        issue ->
                                responder(issue)
                                        .with(
                                                Extension.keyUsage,
                                                true,
                                                new KeyUsage(KeyUsage.keyEncipherment))),
                wrong(
                        "unknown critical extension",
                        issue -> responder(issue).with(STRANGE, true, DERNull.INSTANCE)),
                wrong(
                        "another key",
                        issue -> responder(issue).key(new TestCa("CN=X").publicKey())));
    }

    @Test
    void validateShouldNotBelieveADelegateOfAnotherIssuer() {
        TestCa other = new TestCa("CN=CA");
        serve(
                new TestResponder(delegate, root)
                        .enclosing(responder(other.issue(delegate)).sign(), other.selfSigned())
                        .answer(alice));

        assertThat(Validators.reasons(validate(alice))).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldNotBelieveADelegateOfADelegate() {
        TestCa between = new TestCa("CN=Between");
        serve(
                new TestResponder(delegate, root)
                        .enclosing(responder(between.issue(delegate)).sign(), ca.certify(between))
                        .answer(alice));

        assertThat(Validators.reasons(validate(alice))).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldNotBelieveADelegateWhoIsRevoked() {
        Certificate responder = delegation(issue -> issue.crlAt("http://crl.example/ca.crl"));
        serve(new TestResponder(delegate, root).enclosing(responder).answer(alice));
        Crl crl = ca.crl().revoke(responder, TestCa.NOW.minusSeconds(99), 1).sign();

        PathReport report = validator(crlOf(responder, crl), ocsp()).validate(alice, query());

        assertThat(Validators.reasons(report)).containsExactly("ocsp-invalid");
        assertThat(report.findings().get(0).detail()).contains("revoked");
    }

    @Test
    void validateShouldNotLetADelegateVouchForItself() {
        Certificate responder = delegation(issue -> access(issue, server.uri("/self")));
        serve(new TestResponder(delegate, root).enclosing(responder).answer(alice));
        server.serve(
                "/self",
                exchange ->
                        TestResponder.reply(
                                exchange,
                                new TestResponder(delegate, root)
                                        .enclosing(responder)
                                        .answer(responder)));

        assertThat(Validators.reasons(validate(alice))).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldNotAskForADelegateWithNocheck() {
        Certificate responder =
                delegation(
                        issue ->
                                issue.crlAt("http://crl.example/ca.crl")
                                        .with(
                                                OCSPObjectIdentifiers.id_pkix_ocsp_nocheck,
                                                false,
                                                DERNull.INSTANCE));
        serve(new TestResponder(delegate, root).enclosing(responder).answer(alice));

        assertThat(validate(alice).findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void validateShouldNotBelieveAWrongAnswer(
            String name, String reason, UnaryOperator<TestResponder> change) {
        serve(change.apply(new TestResponder(ca, root)).answer(alice));

        assertThat(Validators.reasons(validate(alice))).containsExactly(reason);
    }

    static Stream<Arguments> wrongAnswers() throws IOException {
        Extension critical = new Extension(STRANGE, true, DERNull.INSTANCE.getEncoded());
        Instant old = TestCa.NOW.minus(Duration.ofDays(3));
        return Stream.of(
                answer("unknown", "ocsp-unavailable", TestResponder::unknown),
                answer("critical extension", "ocsp-invalid", r -> r.extension(critical)),
                answer("critical in statement", "ocsp-invalid", r -> r.singleExtension(critical)),
                answer(
                        "old",
                        "ocsp-expired",
                        r -> r.times(old, Optional.of(TestCa.NOW.minusSeconds(1)))),
                answer("old, never due", "ocsp-expired", r -> r.times(old, Optional.empty())),
                answer(
                        "of the future",
                        "ocsp-invalid",
                        r -> r.times(TestCa.NOW.plusSeconds(3600), Optional.empty())));
    }

    @Test
    void validateShouldBelieveALateRevocationWithinTheGraceAlone() {
        Instant due = TestCa.NOW.minus(Duration.ofHours(2));
        serve(
                new TestResponder(ca, root)
                        .times(due.minusSeconds(9), Optional.of(due))
                        .revoked(due.minusSeconds(99), 1)
                        .answer(alice));
        RevocationRules grace = RevocationRules.DEFAULT.withStaleGrace(Duration.ofHours(3));

        PathReport with = validator(new OcspMethod(client, grace, CLOCK)).validate(alice, query());
        PathReport without = validate(alice);

        assertThat(Validators.reasons(with)).containsExactly("revoked");
        assertThat(Validators.reasons(without)).containsExactly("ocsp-expired");
    }

    @Test
    void validateShouldNotBelieveAnAnswerAboutAnotherCertificate() {
        serve(new TestResponder(ca, root).answer(ca.person("CN=Carol")));

        assertThat(Validators.reasons(validate(alice))).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldNotBelieveAnAnswerOfAnotherKey() {
        serve(new TestResponder(new TestCa("CN=CA"), root).answer(alice));

        assertThat(Validators.reasons(validate(alice))).containsExactly("ocsp-invalid");
    }

    @Test
    void validateShouldInsistOnTheNonceWhenItSentOne() {
        try (OcspClient asking = new OcspClient(fetcher, nonces(), CLOCK)) {
            OcspMethod method = new OcspMethod(asking, RevocationRules.DEFAULT, CLOCK);
            server.serve(
                    "/ocsp",
                    exchange -> {
                        Extension nonce = TestResponder.nonce(TestResponder.request(exchange));
                        assertThat(nonce.getParsedValue().toASN1Primitive().getEncoded())
                                .hasSize(34);
                        TestResponder.reply(
                                exchange,
                                new TestResponder(ca, root).extension(nonce).answer(alice));
                    });
            Certificate bob = asking(ca, "CN=Bob", "/replayed");
            server.serve("/replayed", new TestResponder(ca, root).answer(bob));

            assertThat(validator(method).validate(alice, query()).findings()).isEmpty();
            assertThat(Validators.reasons(validator(method).validate(bob, query())))
                    .containsExactly("ocsp-invalid");
        }
    }

    @Test
    void validateShouldAskTheResponderWhenNoCrlIsAtHand() {
        serve(new TestResponder(ca, root).answer(alice));

        PathReport report = validator(crls(), ocsp()).validate(alice, query());

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void validateShouldTellNobodyWhenACrlIsAtHand() {
        serve(new TestResponder(ca, root).answer(alice));

        PathReport report = validator(crls(ca.crl().sign()), ocsp()).validate(alice, query());

        assertThat(report.findings()).isEmpty();
        assertThat(server.requests()).isZero();
    }

    @Test
    void validateShouldAskTheResponderFirstWhenItIsPreferred() {
        serve(new TestResponder(ca, root).revoked(TestCa.NOW.minusSeconds(9), 4).answer(alice));

        PathReport report = validator(ocsp(), crls(ca.crl().sign())).validate(alice, query());

        assertThat(Validators.reasons(report)).containsExactly("revoked");
    }

    @Test
    void validateShouldBelieveACrlAtHandThatRevokesWhatTheResponderStillCallsGood() {
        serve(new TestResponder(ca, root).answer(alice));
        Crl crl = ca.crl().revoke(alice, TestCa.NOW.minusSeconds(99), 1).sign();

        PathReport report = validator(ocsp(), crls(crl)).validate(alice, query());

        assertThat(Validators.reasons(report)).containsExactly("revoked");
    }

    @Test
    void validateShouldAcceptWithAReasonWhenAStatusIsOnlyPreferred() {
        serve(new byte[] {1, 2, 3});

        PathReport report =
                validator(ocsp())
                        .validate(
                                alice,
                                PathQuery.at(TestCa.NOW, RevocationMode.PREFER)
                                        .with(FetchBudget.perMail()));

        assertThat(report.valid()).isTrue();
        assertThat(report.findings())
                .extracting(f -> f.reason().code())
                .containsExactly("ocsp-invalid");
    }

    private void serve(byte[] answer) {
        HttpHandler handler =
                exchange -> {
                    methods.add(exchange.getRequestMethod());
                    TestResponder.reply(exchange, answer);
                };
        server.serve("/ocsp", handler);
    }

    private static Arguments wrong(String name, UnaryOperator<TestCa.Issue> change) {
        return Arguments.of(name, change);
    }

    private static Arguments answer(
            String name, String reason, UnaryOperator<TestResponder> change) {
        return Arguments.of(name, reason, change);
    }

    private static TestCa.Issue responder(TestCa.Issue issue) {
        return purpose(issue, KeyPurposeId.id_kp_OCSPSigning);
    }

    private static TestCa.Issue purpose(TestCa.Issue issue, KeyPurposeId purpose) {
        return issue.with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    private Certificate delegation(UnaryOperator<TestCa.Issue> change) {
        return change.apply(responder(ca.issue(delegate))).sign();
    }

    private Certificate asking(TestCa issuer, String subject, String path) {
        return access(issuer.issue(new TestCa(subject)), server.uri(path)).sign();
    }

    private static TestCa.Issue access(TestCa.Issue issue, URI responder) {
        return issue.ocspAt(responder.toString());
    }

    private static OcspSettings nonces() {
        OcspSettings usual = OcspSettings.DEFAULT;
        return new OcspSettings(
                usual.maximumBytes(),
                usual.fetchTime(),
                true,
                usual.maximumAge(),
                usual.backOff(),
                usual.longestBackOff());
    }

    private OcspMethod ocsp() {
        return new OcspMethod(client, RevocationRules.DEFAULT, CLOCK);
    }

    private static RevocationMethod crls(Crl... crls) {
        return new CrlMethod(
                List.of(new CrlCollection(List.of(crls))), RevocationRules.DEFAULT, CLOCK);
    }

    /** A CRL that only the responder's own certificate is looked up in. */
    private static RevocationMethod crlOf(Certificate certificate, Crl crl) {
        RevocationMethod crls = crls(crl);
        RevocationMethod none = crls();
        return (question, authority) ->
                (question.certificate().equals(certificate) ? crls : none)
                        .check(question, authority);
    }

    private BuildingPathValidator validator(RevocationMethod... checks) {
        return new BuildingPathValidator(
                TrustAnchors.of(List.of(root)),
                TrustAnchors.of(List.of()),
                Validators.CHECKER,
                new RevocationChecker(List.of(checks)),
                PathRules.DEFAULT);
    }

    private PathReport validate(Certificate certificate) {
        return validator(ocsp()).validate(certificate, query());
    }

    private static PathQuery query() {
        return query(FetchBudget.perMail());
    }

    private static PathQuery query(FetchBudget budget) {
        return PathQuery.at(TestCa.NOW, RevocationMode.REQUIRE).with(budget);
    }
}
