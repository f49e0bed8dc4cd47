package org.securemessaging.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureResultTest {
    @ParameterizedTest
    @CsvSource({
        "PASS, FAIL, FAIL",
        "POLICY, TEMPERROR, POLICY",
        "NEUTRAL, POLICY, NEUTRAL",
        "PERMERROR, FAIL, FAIL",
        "NONE, PASS, PASS",
    })
    void worseShouldTakeTheOneThatLeavesLessTrust(
            SignatureResult one, SignatureResult other, SignatureResult worse) {
        assertThat(one.worse(other)).isEqualTo(worse);
        assertThat(other.worse(one)).isEqualTo(worse);
    }

    @Test
    void ofKeywordShouldReadWhatKeywordWrote() {
        assertThat(SignatureResult.values())
                .allSatisfy(r -> assertThat(SignatureResult.ofKeyword(r.keyword())).isEqualTo(r));
    }

    @Test
    void ofKeywordShouldRefuseOtherWords() {
        assertThatThrownBy(() -> SignatureResult.ofKeyword("softfail"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
