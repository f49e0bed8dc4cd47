package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlCache;
import org.securemessaging.revocation.CrlCacheSettings;
import org.securemessaging.revocation.CrlDownloads;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.CrlStore;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationEvidence;
import org.securemessaging.revocation.RevocationRules;

final class CachingPathValidatorTest {
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final Certificate rootCertificate = root.selfSigned();
    private final Crl held = root.crl().sign();
    private final AtomicInteger asked = new AtomicInteger();
    private final CrlSource counting =
            request -> {
                asked.incrementAndGet();
                return new CrlSource.Found(List.of(held), List.of());
            };
    @TempDir private Path folder;

    @Test
    void validateShouldAskAgainOnlyWhenSomethingHasExpiredOrTheQuestionDiffers() {
        Certificate person = root.person("CN=Person");
        PathValidator validator = caching(TrustAnchors.of(List.of(rootCertificate)), counting);
        PathQuery query = PathQuery.at(NOW, RevocationMode.REQUIRE);

        assertThat(validator.validate(person, query).valid()).isTrue();
        assertThat(validator.validate(person, query).valid()).isTrue();
        assertThat(asked).hasValue(1);

        validator.validate(person, PathQuery.at(NOW.minusSeconds(1), RevocationMode.REQUIRE));
        assertThat(asked).as("earlier").hasValue(2);
        Duration afterNextUpdate = Duration.ofDays(8);
        assertThat(
                        reasons(
                                validator.validate(
                                        person,
                                        PathQuery.at(
                                                NOW.plus(afterNextUpdate),
                                                RevocationMode.REQUIRE))))
                .containsExactly("crl-expired");
        assertThat(
                        reasons(
                                validator.validate(
                                        person,
                                        query.with(
                                                List.of(),
                                                List.of(
                                                        root.crl()
                                                                .revoke(person, NOW, 1)
                                                                .encoded())))))
                .containsExactly("revoked");
    }

    @Test
    void reportShouldNameTheCrlThatDecidedWhenItIsRemembered() {
        Certificate person = root.person("CN=Person");
        PathValidator validator = caching(TrustAnchors.of(List.of(rootCertificate)), counting);
        PathQuery query = PathQuery.at(NOW, RevocationMode.REQUIRE);
        StatusProof proof = new StatusProof(person, new RevocationEvidence.OfCrl(held), List.of());

        assertThat(validator.validate(person, query).proofs()).containsExactly(proof);
        assertThat(validator.validate(person, query).proofs()).containsExactly(proof);
        assertThat(asked).hasValue(1);
    }

    @Test
    void memoryShouldKeepNoCrlThatNobodyElseHas() throws InterruptedException {
        Certificate person = root.person("CN=Person");
        CrlSource forgetful =
                request -> {
                    asked.incrementAndGet();
                    return new CrlSource.Found(List.of(root.crl().sign()), List.of());
                };
        PathValidator validator = caching(TrustAnchors.of(List.of(rootCertificate)), forgetful);
        PathQuery query = PathQuery.at(NOW, RevocationMode.REQUIRE);
        assertThat(validator.validate(person, query).proofs()).hasSize(1);

        for (int i = 0; i < 100 && asked.get() == 1; i++) {
            System.gc();
            Thread.sleep(20);
            assertThat(validator.validate(person, query).proofs()).hasSize(1);
        }

        assertThat(asked).hasValueGreaterThan(1);
    }

    @Test
    void validateShouldNoticeThatAnAnchorIsGone() throws IOException {
        Path file = Files.write(folder.resolve("root.der"), rootCertificate.encoded());
        PathValidator validator =
                caching(TrustAnchors.read(List.of(folder), Duration.ZERO), counting);
        Certificate person = root.person("CN=Person");
        PathQuery query = PathQuery.at(NOW, RevocationMode.OFF);

        assertThat(validator.validate(person, query).valid()).isTrue();
        Files.delete(file);
        assertThat(reasons(validator.validate(person, query))).containsExactly("untrusted");
    }

    @Test
    void validateShouldFetchACrlFromItsDistributionPoint() throws IOException {
        try (LoopbackServer server = new LoopbackServer();
                HttpFetcher fetcher = new HttpFetcher(LoopbackServer.allowed());
                CrlCache cache =
                        new CrlCache(
                                new CrlStore(folder), fetcher, CrlCacheSettings.DEFAULT, CLOCK)) {
            URI address = server.uri("/root.crl");
            Certificate revoked =
                    root.issue(new TestCa("CN=Revoked")).crlAt(address.toString()).sign();
            Certificate person =
                    root.issue(new TestCa("CN=Person")).crlAt(address.toString()).sign();
            server.serve("/root.crl", root.crl().revoke(revoked, NOW, 1).encoded());
            PathValidator validator =
                    caching(TrustAnchors.of(List.of(rootCertificate)), new CrlDownloads(cache));
            PathQuery query = PathQuery.at(NOW, RevocationMode.REQUIRE);

            assertThat(reasons(validator.validate(person, query)))
                    .containsExactly("crl-unavailable");
            assertThat(validator.validate(person, query.with(FetchBudget.perMail())).valid())
                    .isTrue();
            assertThat(reasons(validator.validate(revoked, query.with(FetchBudget.perMail()))))
                    .containsExactly("revoked");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    private static CachingPathValidator caching(TrustAnchors anchors, CrlSource source) {
        return new CachingPathValidator(
                new BuildingPathValidator(
                        anchors,
                        TrustAnchors.of(List.of()),
                        Validators.CHECKER,
                        new RevocationChecker(List.of(source), RevocationRules.DEFAULT, CLOCK),
                        PathRules.DEFAULT),
                Duration.ofMinutes(10));
    }
}
