package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.certificate.Certificate;

/** A certificate whose key can't be used makes way for the next. */
class UnusableKeyTest {
    static Stream<Named<SubjectPublicKeyInfo>> keys() {
        return Stream.of(
                Named.of("a point on no curve", UnusableKeys.offTheCurve()),
                Named.of("a curve that S/MIME does not know", UnusableKeys.curveOfBitcoin()),
                Named.of("an even modulus", UnusableKeys.evenModulus()),
                Named.of("an exponent of 1", UnusableKeys.exponentOne()),
                Named.of("a modulus of 40,000 bits", UnusableKeys.hugeModulus()),
                Named.of("X25519, an octet short", UnusableKeys.shortX25519()),
                Named.of("X25519, a point of small order", UnusableKeys.zeroX25519()),
                Named.of("ML-KEM, cut", UnusableKeys.shortMlKem()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void chooseShouldTakeTheNextWhenTheKeyOfTheNewestCannotBeUsed(SubjectPublicKeyInfo key) {
        Certificate good = Lookups.issue(Lookups.CA, "bob@example.org", 100).sign();
        Certificate unusable = Lookups.issue(Lookups.CA, "bob@example.org", 10).key(key).sign();
        SourcedDirectory directory =
                new SourcedDirectory(
                        List.of(Lookups.source("test", good, unusable)), Lookups.chooser());

        LookUp found = directory.lookUp(Lookups.address("bob@example.org"));

        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(good);
        assertThat(found.rejected()).hasSize(1);
        assertThat(found.rejected().get(0).candidate().certificate()).isEqualTo(unusable);
        assertThat(Lookups.reasons(found.rejected(), unusable)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void outcomeShouldBeNoneWhenNoKeyCanBeUsed(SubjectPublicKeyInfo key) {
        Certificate unusable = Lookups.issue(Lookups.CA, "bob@example.org", 10).key(key).sign();

        LookUp found =
                new SourcedDirectory(List.of(Lookups.source("test", unusable)), Lookups.chooser())
                        .lookUp(Lookups.address("bob@example.org"));

        assertThat(found.outcome()).isEqualTo(LookUp.Outcome.NONE);
    }
}
