package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

class SignatureStatusIsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "policy; true",
                "fail,policy; true",
                "fail , policy; true",
                "fail,pass; false",
                "policy:expired; true",
                "policy:untrusted; false",
                "policy:untrusted|expired; true",
                "policy: untrusted | weak-key , fail; true",
                "fail:revoked,policy:expired; true",
                "fail:expired; false",
                "none; false"
            })
    void matchShouldCompareResultAndReasons(String condition, boolean expected) throws Exception {
        MailImpl mail =
                TestMails.judged(SignatureResult.POLICY, ReasonCode.WEAK_KEY, ReasonCode.EXPIRED);

        assertThat(TestMails.takes(matcher(condition), mail)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void matchShouldKnowEveryResult(SignatureResult result) throws Exception {
        SignatureStatusIs matcher = matcher(result.keyword());

        for (SignatureResult other : SignatureResult.values()) {
            assertThat(TestMails.takes(matcher, TestMails.judged(other)))
                    .isEqualTo(other == result);
        }
    }

    @Test
    void matchShouldTakeNobodyIfNobodyVerified() throws Exception {
        assertThat(TestMails.takes(matcher("none,fail"), TestMails.empty())).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "failed",
                "FAIL",
                "fail,",
                ",fail",
                "fail:",
                "fail:bad",
                "fail:revoked|"
            })
    void initShouldRefuseWhatItDoesNotUnderstand(String condition) {
        assertThatThrownBy(() -> matcher(condition))
                .hasMessageStartingWith(
                        "SignatureStatusIs: the condition is \"%s\"; accepted is one or more results"
                                .formatted(condition == null ? "" : condition))
                .hasMessageContainingAll(
                        "(none, pass, temperror", "digest-mismatch", "errant-layer");
    }

    private static SignatureStatusIs matcher(String condition) throws Exception {
        SignatureStatusIs matcher = new SignatureStatusIs();
        matcher.init(TestMails.condition(condition));
        return matcher;
    }
}
