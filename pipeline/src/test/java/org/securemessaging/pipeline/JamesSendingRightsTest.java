package org.securemessaging.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.CanSendFrom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import org.securemessaging.certificate.MailAddress;

class JamesSendingRightsTest {
    private static final List<String> KATES =
            List.of("sales@example.org", "kate@alias.example", "kate@xn--bcher-kva.example");

    private final SendingRights rights = new JamesSendingRights(new Kates());

    /** What James says: kate@example.org has aliases. */
    private static final class Kates implements CanSendFrom {
        @Override
        public boolean userCanSendFrom(Username connected, Username from) {
            return connected.asString().equals("kate@example.org")
                    && KATES.contains(from.asString());
        }

        @Override
        public Publisher<Boolean> userCanSendFromReactive(Username connected, Username from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream<org.apache.james.core.MailAddress> allValidFromAddressesForUser(
                Username user) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kate@example.org, sales@example.org, true",
        "kate@example.org, Sales@EXAMPLE.org, true",
        "kate@example.org, kate@alias.example, true",
        "kate@example.org, kate@b\u00fccher.example, true",
        "bob@example.org, sales@example.org, false",
        "kate@example.org, ceo@example.org, false",
        "kate@example.org, '\"a@b\"@example.org', false",
        "kate@example.org, '@example.org@example.org', false",
    })
    void isAliasShouldSayWhatJamesSays(String user, String address, boolean expected) {
        assertThat(rights.isAlias(address(user), address(address))).isEqualTo(expected);
    }

    @Test
    void isAliasShouldNotTakeAKelvinSignForAK() {
        assertThat(rights.isAlias(address("kate@example.org"), address("\u212aate@alias.example")))
                .isFalse();
        assertThat(rights.isAlias(address("\u212aate@example.org"), address("sales@example.org")))
                .isFalse();
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }
}
