package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.revocation.CrlCollection;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;

/** Every case of NIST's suite, with its own certificates and with all of the suite's as a pool. */
final class PkitsTest {
    // One of the suite's paths has an RSA key and a DSA key of 1,024 bits, strong enough in 2011.
    private static final SignatureChecker CHECKER =
            new SignatureChecker(
                    new BouncyCastleProvider(),
                    AlgorithmPolicy.defaults().withMinimumRsaBits(1024));
    private static final List<Certificate> ALL_CERTIFICATES = Pkits.allCertificates();
    private static final CrlCollection ALL_CRLS = new CrlCollection(Pkits.allCrls());

    static Stream<Pkits.Case> cases() {
        return Pkits.cases();
    }

    @Test
    void theSuiteShouldBeComplete() {
        assertThat(cases()).hasSize(249);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void validateShouldGiveTheExpectedResultWithTheCasesOwnPool(Pkits.Case test) {
        check(test, test.certificates(), new CrlCollection(test.crls()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void validateShouldGiveTheExpectedResultWithEverythingInThePool(Pkits.Case test) {
        check(test, ALL_CERTIFICATES, ALL_CRLS);
    }

    private static void check(Pkits.Case test, List<Certificate> pool, CrlCollection crls) {
        RevocationChecker revocation =
                new RevocationChecker(
                        List.of(crls),
                        RevocationRules.DEFAULT,
                        Clock.fixed(Pkits.AT, ZoneOffset.UTC));
        BuildingPathValidator validator =
                new BuildingPathValidator(
                        TrustAnchors.of(List.of(test.anchor())),
                        TrustAnchors.of(pool),
                        CHECKER,
                        revocation,
                        PathRules.DEFAULT);
        PathQuery query =
                PathQuery.at(Pkits.AT, RevocationMode.REQUIRE)
                        .with(test.inputs())
                        .allowingWeak(true);

        PathReport report = validator.validate(test.target(), query);

        assertThat(report.valid())
                .as("%s %s", report.findings(), report.rejected())
                .isEqualTo(test.valid());
        if (test.valid()) {
            assertThat(report.policies()).isEqualTo(test.policies());
        }
    }
}
