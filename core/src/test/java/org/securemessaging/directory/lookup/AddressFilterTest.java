package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.FilterParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.MailAddress;

class AddressFilterTest {
    @Test
    void filterShouldFillInTheAddress() {
        assertThat(fill("(&(uid={localpart})(o={domain})(mail={address}))", "al", "example.org"))
                .isEqualTo("(&(uid=al)(o=example.org)(mail=al@example.org))");
    }

    @Test
    void filterShouldAskForBothSpellingsOfADomain() {
        assertThat(fill("(mail={address})", "al", "b\u00fccher.example"))
                .matches(
                        "\\(\\|\\(mail=al@xn--bcher-kva\\.example\\)\\(mail=[^)]*\\\\C3\\\\BC[^)]*\\)\\)");
    }

    @Test
    void filterShouldNotFillInWhatAnAddressBrings() {
        assertThat(fill("(&(mail={address})(uid={localpart}))", "{domain}", "example.org"))
                .isEqualTo("(&(mail={domain}@example.org)(uid={domain}))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*)(uid=*",
                "a)(|(uid=*",
                "\\2a",
                "vict\\69m",
                "\\5c2a\\",
                "a\\",
                "&|!",
                "a=b",
                "a~=b",
                ">=<=",
                "\u202egro.elpmaxe@ecila",
                "a,b+c=\"d\";<e>\\#",
                "\u0130\ud83d\ude00",
                "\ud800"
            })
    void filterShouldTakeAnAddressForAValueWhateverItHolds(String localPart) throws Exception {
        ExprNode parsed = FilterParser.parse(fill("(uid={localpart})", localPart, "example.org"));

        assertThat(parsed).isInstanceOf(EqualityNode.class);
        EqualityNode<?> node = (EqualityNode<?>) parsed;
        assertThat(node.getAttribute()).isEqualTo("uid");
        assertThat(node.getValue().getBytes())
                .isEqualTo(localPart.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(mail=x); has none of",
                "(mail={address}; no filter",
                "mail; has none of",
                "({address}=x); a place stands for an attribute",
                "(&(a=b)(x{localpart}=*)); a place stands for an attribute"
            })
    void parseShouldRefuseWhatIsNoFilterForAnAddress(String template, String why) {
        assertThatThrownBy(() -> AddressFilter.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String fill(String template, String localPart, String domain) {
        return AddressFilter.parse(template)
                .filter(SearchAddress.of(new MailAddress(localPart, domain)).orElseThrow());
    }
}
