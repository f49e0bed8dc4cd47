package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.securemessaging.result.SignatureResult;

class AlgorithmPolicyTest {
    private static final AlgorithmPolicy DEFAULT = AlgorithmPolicy.defaults();

    @Test
    void defaultsShouldAllowWhatIsStrong() {
        assertThat(DEFAULT.judgeRsa(2048)).isEmpty();
        assertThat(DEFAULT.judge(DigestAlgorithm.SHA_256)).isEmpty();
        assertThat(DEFAULT.judge(DigestAlgorithm.SHA3_512)).isEmpty();
        assertThat(DEFAULT.judgeCurve("brainpoolP256r1")).isEmpty();
    }

    @Test
    void defaultsShouldNotAllowWhatIsWeak() {
        assertThat(DEFAULT.judgeRsa(2047).orElseThrow().effect()).isEqualTo(SignatureResult.POLICY);
        assertThat(DEFAULT.judge(DigestAlgorithm.SHA_1)).isPresent();
        assertThat(DEFAULT.judge(DigestAlgorithm.MD5)).isPresent();
        assertThat(DEFAULT.judgeCurve("P-224")).isPresent();
    }

    @Test
    void tolerantPolicyShouldStillTell() {
        AlgorithmPolicy tolerant = DEFAULT.withAllowWeak(true);

        assertThat(tolerant.judgeRsa(1024).orElseThrow().effect()).isEqualTo(SignatureResult.PASS);
        assertThat(tolerant.judge(DigestAlgorithm.MD5).orElseThrow().effect())
                .isEqualTo(SignatureResult.PASS);
    }

    @Test
    void unknownNamesShouldBeRefusedWithWhatIsAccepted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULT.withDigests(Set.of("SHA256")))
                .withMessageContaining("SHA256")
                .withMessageContaining("SHA-256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULT.withCurves(Set.of("secp256r1")))
                .withMessageContaining("P-256");
    }

    @Test
    void rsaMinimumShouldBeInRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withMinimumRsaBits(511));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withMinimumRsaBits(16385));
        assertThat(DEFAULT.withMinimumRsaBits(512).judgeRsa(512)).isEmpty();
    }
}
