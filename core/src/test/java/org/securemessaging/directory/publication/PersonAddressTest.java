package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonAddressTest {
    @ParameterizedTest
    @CsvSource({
        "al@Example.ORG, al@example.org",
        "Al.B+c@example.org, Al.B+c@example.org",
        "al@münchen.example, al@xn--mnchen-3ya.example",
        "al@localhost, al@localhost"
    })
    void parseShouldReadWhatMailHolds(String text, String expected) {
        assertThat(PersonAddress.parse(text)).map(PersonAddress::toString).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "al",
                "@example.org",
                "al@",
                "*)(uid=*@example.org",
                "\"*)(uid=*\"@example.org",
                "al\u0000@example.org",
                "al@exa\u0000mple.org",
                "al\u202egro@example.org",
                "jörg@example.org",
                "al@example.org,dc=evil",
                "al,cn=admin@example.org",
                "al b@example.org",
                "al@b@example.org",
                ".al@example.org",
                "al@[127.0.0.1]",
                "al@-example.org",
                "al@example.org\n",
                "al\n@example.org"
            })
    void parseShouldRefuseTheRest(String text) {
        assertThat(PersonAddress.parse(text)).isEmpty();
    }

    @Test
    void parseShouldRefuseWhatIsTooLong() {
        assertThat(PersonAddress.parse("a".repeat(10_240) + "@example.org")).isEmpty();
        assertThat(PersonAddress.parse("a@" + "b.".repeat(200) + "org")).isEmpty();
        assertThat(PersonAddress.parse("a".repeat(1 << 20))).isEmpty();
    }
}
