package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;
import static org.securemessaging.directory.lookup.Lookups.chooser;
import static org.securemessaging.directory.lookup.Lookups.expired;
import static org.securemessaging.directory.lookup.Lookups.reasons;
import static org.securemessaging.directory.lookup.Lookups.source;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.lookup.LookUp.Outcome;

class SourcedDirectoryTest {
    private static final String ALICE = "alice@example.org";

    @Test
    void lookUpShouldTakeTheFirstSourceThatHasAGoodOne() {
        Certificate stale = expired(ALICE);
        Certificate wanted = certificate(ALICE, 100);
        Certificate newer = certificate(ALICE, 1);

        LookUp found =
                directory(source("a", stale), source("b", wanted), source("c", newer))
                        .lookUp(address(ALICE));

        assertThat(found.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(found.chosen()).contains(Candidate.of(wanted, "b"));
        assertThat(reasons(found.rejected(), stale)).containsExactly("expired");
    }

    @Test
    void lookUpShouldGoOnWhenASourceIsAway() {
        Certificate wanted = certificate(ALICE, 1);

        LookUp found = directory(away(), source("b", wanted)).lookUp(address(ALICE));

        assertThat(found.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(found.failures()).containsExactly(new SourceFailure("away", "it is down"));
    }

    @Test
    void lookUpShouldTellAwayFromNothing() {
        assertThat(directory(away(), source("b")).lookUp(address(ALICE)).outcome())
                .isEqualTo(Outcome.UNAVAILABLE);
        assertThat(directory(source("a"), source("b")).lookUp(address(ALICE)).outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(directory(source("a", expired(ALICE))).lookUp(address(ALICE)).outcome())
                .isEqualTo(Outcome.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\r\nb", "a\u007f", "a\u0085"})
    void lookUpShouldAskNobodyForAnAddressWithControls(String localPart) {
        assertAsksNobody(new MailAddress(localPart, "example.org"));
    }

    @Test
    void lookUpShouldAskNobodyForAnAddressThatNobodyHas() {
        assertAsksNobody(new MailAddress("a".repeat(10_240), "example.org"));
        assertAsksNobody(new MailAddress("a", "b".repeat(10_240)));
        assertAsksNobody(new MailAddress("a", "b".repeat(64) + ".org"));
        assertAsksNobody(new MailAddress("a", "b..org"));
    }

    private static void assertAsksNobody(MailAddress address) {
        List<SearchAddress> asked = new ArrayList<>();
        LookUp found = directory(listening(asked)).lookUp(address);

        assertThat(asked).isEmpty();
        assertThat(found.outcome()).isEqualTo(Outcome.NONE);
    }

    private static SourcedDirectory directory(LookupSource... sources) {
        return new SourcedDirectory(List.of(sources), chooser());
    }

    private static LookupSource away() {
        return new TestSource(
                address -> {
                    throw new DirectoryUnavailableException("it is down", null);
                });
    }

    private static LookupSource listening(List<SearchAddress> asked) {
        return new TestSource(
                address -> {
                    asked.add(address);
                    return LookupSource.Answer.NOTHING;
                });
    }

    private record TestSource(java.util.function.Function<SearchAddress, Answer> does)
            implements LookupSource {
        @Override
        public String name() {
            return "away";
        }

        @Override
        public AddressRule addressRule() {
            return AddressRule.REQUIRED;
        }

        @Override
        public Answer find(SearchAddress address) {
            return does.apply(address);
        }
    }
}
