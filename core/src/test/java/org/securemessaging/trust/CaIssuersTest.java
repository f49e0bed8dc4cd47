package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.revocation.RevocationChecker;

class CaIssuersTest {
    private final TestCa root = new TestCa("CN=Root");
    private final TestCa bridge = new TestCa("CN=Bridge");
    private final TestCa issuing = new TestCa("CN=Issuing CA");
    private LoopbackServer server;
    private HttpFetcher fetcher;
    private CaIssuers issuers;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fetcher = new HttpFetcher(LoopbackServer.allowed());
        issuers = new CaIssuers(fetcher, Duration.ofSeconds(5), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        issuers.close();
        fetcher.close();
        server.close();
    }

    @Test
    void validateShouldFindAChainOfWhichOnlyTheTargetIsAtHand() throws Exception {
        server.serve("/bridge.cer", root.certify(bridge).encoded());
        Certificate ca = access(bridge.issue(issuing).ca(), "/bridge.cer").sign();
        // Two that don't help, in the same structure.
        server.serve(
                "/ca.p7c",
                certsOnly(new TestCa("CN=Issuing CA").selfSigned(), ca, bridge.selfSigned()));
        Certificate alice = access(issuing.issue(new TestCa("CN=Alice")), "/ca.p7c").sign();

        PathReport report = validate(alice);

        assertThat(report.findings())
                .extracting(f -> f.reason().code())
                .containsExactly("revocation-unchecked");
        assertThat(report.path())
                .extracting(c -> c.subject().toString())
                .containsExactly("CN=Alice", "CN=Issuing CA", "CN=Bridge", "CN=Root");
    }

    @Test
    void validateShouldFetchNothingWhenAPathIsAtHand() {
        Certificate alice = access(root.issue(new TestCa("CN=Alice")), "/root.cer").sign();
        server.serve("/root.cer", root.selfSigned().encoded());

        assertThat(validate(alice).valid()).isTrue();
        assertThat(server.requests()).isZero();
    }

    @Test
    void validateShouldNotTrustWhatItFetched() {
        TestCa mallory = new TestCa("CN=Root");
        server.serve("/root.cer", mallory.selfSigned().encoded());
        Certificate alice = access(mallory.issue(new TestCa("CN=Alice")), "/root.cer").sign();

        assertThat(Validators.reasons(validate(alice))).containsExactly("untrusted");
    }

    @Test
    void validateShouldLookForAnotherCertificateWhenTheOneAtHandHasExpired() {
        Certificate old =
                root.issue(issuing)
                        .ca()
                        .valid(TestCa.NOW.minusSeconds(99), TestCa.NOW.minusSeconds(9))
                        .sign();
        server.serve("/new.cer", root.certify(issuing).encoded());
        Certificate alice = access(issuing.issue(new TestCa("CN=Alice")), "/new.cer").sign();

        assertThat(validate(alice, old).valid()).isTrue();
    }

    @Test
    void validateShouldAskEachAddressOnceWhenCertificatesNameEachOther() {
        TestCa one = new TestCa("CN=One");
        TestCa two = new TestCa("CN=Two");
        server.serve("/one.cer", access(two.issue(one).ca(), "/two.cer").sign().encoded());
        server.serve("/two.cer", access(one.issue(two).ca(), "/one.cer").sign().encoded());
        Certificate alice = access(one.issue(new TestCa("CN=Alice")), "/one.cer").sign();

        assertThat(Validators.reasons(validate(alice))).containsExactly("untrusted");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void validateShouldSayWhyAnIssuerCouldNotBeHad() {
        server.serve("/ca.cer", "<html>".getBytes(StandardCharsets.US_ASCII));
        Certificate alice = access(issuing.issue(new TestCa("CN=Alice")), "/ca.cer").sign();

        PathReport report = validate(alice);

        assertThat(Validators.reasons(report)).containsExactly("untrusted");
        assertThat(report.rejected().get(report.rejected().size() - 1).findings().get(0).detail())
                .isEqualTo(server.uri("/ca.cer") + ": no certificate there");
        validate(alice);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void validateShouldNotAskPrivateAddresses() {
        Certificate alice = access(issuing.issue(new TestCa("CN=Alice")), "/ca.cer").sign();
        server.serve("/ca.cer", root.certify(issuing).encoded());

        try (HttpFetcher strict = new HttpFetcher(AddressPolicy.PUBLIC);
                CaIssuers careful =
                        new CaIssuers(strict, Duration.ofSeconds(5), Clock.systemUTC())) {
            assertThat(validator(careful).validate(alice, query()).valid()).isFalse();
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void validateShouldStayWithinItsBudget() {
        Certificate alice = access(issuing.issue(new TestCa("CN=Alice")), "/ca.cer").sign();
        server.serve("/ca.cer", root.certify(issuing).encoded());

        PathReport report = validator(issuers).validate(alice, query().with(FetchBudget.none()));

        assertThat(report.valid()).isFalse();
        assertThat(server.requests()).isZero();
    }

    private TestCa.Issue access(TestCa.Issue issue, String path) {
        URI address = server.uri(path);
        return issue.caIssuersAt(address.toString());
    }

    private static byte[] certsOnly(Certificate... certificates) throws CMSException, IOException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (Certificate certificate : certificates) {
            generator.addCertificate(certificate.holder());
        }
        return generator.generate(new CMSAbsentContent()).getEncoded();
    }

    private BuildingPathValidator validator(IssuerSource source, Certificate... pool) {
        return new BuildingPathValidator(
                TrustAnchors.of(List.of(root.selfSigned())),
                TrustAnchors.of(List.of(pool)),
                Validators.CHECKER,
                new RevocationChecker(List.of()),
                PathRules.DEFAULT,
                List.of(source));
    }

    private PathReport validate(Certificate certificate, Certificate... pool) {
        return validator(issuers, pool).validate(certificate, query());
    }

    private static PathQuery query() {
        return PathQuery.at(TestCa.NOW, RevocationMode.OFF).with(FetchBudget.perMail());
    }
}
