package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.trust.TestCa;

class CrossPairTest {
    private final TestCa ours = new TestCa("CN=Our CA");
    private final TestCa theirs = new TestCa("CN=Their CA");

    @Test
    void parseShouldReadWhatWasWritten() {
        Optional<Certificate> forward = Optional.of(theirs.certify(ours));
        Optional<Certificate> reverse = Optional.of(ours.certify(theirs));

        for (CrossPair pair :
                List.of(
                        new CrossPair(forward, reverse),
                        new CrossPair(forward, Optional.empty()),
                        new CrossPair(Optional.empty(), reverse))) {
            assertThat(CrossPair.parse(pair.encoded())).isEqualTo(pair);
        }
    }

    @Test
    void parseShouldRefuseWhatIsNone() {
        for (byte[] octets :
                List.of(
                        new byte[0],
                        new byte[] {0x30, 0},
                        new byte[] {4, 0},
                        theirs.certify(ours).encoded())) {
            assertThatThrownBy(() -> CrossPair.parse(octets))
                    .isInstanceOf(CertificateFormatException.class);
        }
    }

    @Test
    void expiredPairsShouldGo() {
        Instant past = TestCa.NOW.minus(Duration.ofDays(1));
        Certificate expired =
                theirs.issue(ours).ca().valid(past.minus(Duration.ofDays(9)), past).sign();
        StoredValue old = value(new CrossPair(Optional.of(expired), Optional.empty()));
        StoredValue valid =
                value(new CrossPair(Optional.of(theirs.certify(ours)), Optional.empty()));
        StoredValue strange = StoredValue.of(new byte[] {1, 2, 3});
        Function<PublishedAttribute, List<StoredValue>> present =
                attribute ->
                        attribute == PublishedAttribute.CROSS_CERTIFICATE_PAIR
                                ? List.of(old, valid, strange)
                                : List.of();

        ValueChange change =
                new AuthorityRevision(
                                new AuthorityMaterial(List.of(), List.of(), List.of()),
                                People.EXPIRY)
                        .plan(present)
                        .get(PublishedAttribute.CROSS_CERTIFICATE_PAIR);

        assertThat(change.removed()).containsExactly(old);
        assertThat(change.added()).isEmpty();
    }

    private static StoredValue value(CrossPair pair) {
        return StoredValue.of(pair.encoded());
    }
}
