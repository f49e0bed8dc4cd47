package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;
import static org.securemessaging.trust.Validators.trusting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;

/** Certificates of RFC 9216 and of OpenSSL's tests. */
final class ChainsOfOthersTest {
    private static final Certificate RSA = read("rfc9216/ca.rsa.crt");
    private static final Certificate ED25519 = read("rfc9216/ca.25519.crt");

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void peopleOfTheRsaAuthorityShouldBeTrustedByEitherRoot(String name) {
        for (String use : List.of("sign", "encrypt")) {
            Certificate person = read("rfc9216/" + name + "." + use + ".crt");
            Certificate cross = read("rfc9216/ca.rsa.cross.crt");

            assertThat(trusting(RSA).validate(person).path()).containsExactly(person, RSA);
            assertThat(trusting(ED25519).knowing(RSA, cross).validate(person).path())
                    .containsExactly(person, cross, ED25519);
            assertThat(reasons(trusting(ED25519).knowing(RSA).validate(person)))
                    .containsExactly("untrusted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"carlos", "dana"})
    void peopleOfTheEd25519AuthorityShouldBeTrustedByEitherRoot(String name) {
        for (String use : List.of("sign", "encrypt")) {
            Certificate person = read("rfc9216/" + name + "." + use + ".crt");
            Certificate cross = read("rfc9216/ca.25519.cross.crt");

            assertThat(trusting(ED25519).validate(person).path()).containsExactly(person, ED25519);
            assertThat(trusting(RSA).knowing(ED25519, cross).validate(person).path())
                    .containsExactly(person, cross, RSA);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void namesWithinTheConstraintsShouldBeAccepted(int number) {
        assertThat(reasons(constrained("openssl/alt" + number + "-cert.pem"))).isEmpty();
    }

    @ParameterizedTest
    // 6 and 7 are bad for TLS alone: there a common name is a host's, in mail it is a person's.
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 10})
    void namesOutsideTheConstraintsShouldBeRefused(int number) {
        assertThat(reasons(constrained("openssl/badalt" + number + "-cert.pem")))
                .containsExactly("name-constraints");
    }

    @ParameterizedTest
    @CsvSource({
        "openssl/ee-cert-policies.pem,1.3.6.1.4.1.16604.998855.1,true",
        "openssl/ee-cert-policies.pem,1.2.3.4,false",
        "openssl/ee-cert-policies-bad.pem,1.3.6.1.4.1.16604.998855.1,false"
    })
    void policiesShouldBeJudgedAsOpenSslDoes(String target, String policy, boolean valid) {
        PathQuery query =
                PathQuery.at(NOW, RevocationMode.OFF)
                        .with(new PolicyInputs(Set.of(policy), true, false, false));

        PathReport report =
                trusting(read("openssl/root-cert.pem"))
                        .knowing(read("openssl/ca-pol-cert.pem"))
                        .build()
                        .validate(read(target), query);

        assertThat(report.valid()).as("%s", report.findings()).isEqualTo(valid);
    }

    private static PathReport constrained(String target) {
        return trusting(read("openssl/root-cert.pem"))
                .knowing(
                        read("openssl/ncca1-cert.pem"),
                        read("openssl/ncca2-cert.pem"),
                        read("openssl/ncca3-cert.pem"))
                .validate(read(target));
    }

    private static Certificate read(String name) {
        try (InputStream in = ChainsOfOthersTest.class.getResourceAsStream("/chains/" + name)) {
            CertificateFiles.Contents contents =
                    CertificateFiles.parse(Objects.requireNonNull(in, name).readAllBytes());
            assertThat(contents.problems()).isEmpty();
            return contents.certificates().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
