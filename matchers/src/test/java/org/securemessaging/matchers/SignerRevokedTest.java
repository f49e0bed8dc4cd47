package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.pipeline.report.SignerSummary;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

class SignerRevokedTest {
    private static final SignerSummary GOOD = signer(SignatureResult.PASS);
    private static final SignerSummary REVOKED =
            signer(SignatureResult.FAIL, ReasonCode.EXPIRED, ReasonCode.REVOKED);

    @ParameterizedTest
    @CsvSource({"FAIL", "PASS"})
    void matchShouldTakeAMailWithARevokedSignerWhateverItsResult(SignatureResult result)
            throws Exception {
        assertThat(TestMails.takes(matcher(), TestMails.signed(result, true, GOOD, REVOKED)))
                .isTrue();
    }

    @Test
    void matchShouldTakeNobodyWhenNoSignerIsRevoked() throws Exception {
        SignerSummary expired = signer(SignatureResult.POLICY, ReasonCode.EXPIRED);

        assertThat(
                        TestMails.takes(
                                matcher(),
                                TestMails.signed(SignatureResult.POLICY, true, GOOD, expired)))
                .isFalse();
    }

    @Test
    void matchShouldTakeNobodyWhenTheSignatureDoesNotCoverTheMessage() throws Exception {
        assertThat(
                        TestMails.takes(
                                matcher(), TestMails.signed(SignatureResult.NONE, false, REVOKED)))
                .isFalse();
    }

    @Test
    void matchShouldTakeNobodyWhenNobodyVerified() throws Exception {
        assertThat(TestMails.takes(matcher(), TestMails.empty())).isFalse();
    }

    @Test
    void initShouldRefuseACondition() {
        assertThatThrownBy(() -> new SignerRevoked().init(TestMails.condition("alice@example.org")))
                .hasMessage(
                        "SignerRevoked: the condition is \"alice@example.org\"; accepted is no"
                                + " condition");
    }

    private static SignerRevoked matcher() throws Exception {
        SignerRevoked matcher = new SignerRevoked();
        matcher.init(TestMails.condition(""));
        return matcher;
    }

    private static SignerSummary signer(SignatureResult result, ReasonCode... reasons) {
        return new SignerSummary(
                result, List.of(reasons), Optional.empty(), "SHA-256", "Ed25519", Optional.empty());
    }
}
