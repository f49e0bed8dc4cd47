package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a sender writes gets a verdict. */
class WhollyEncryptedFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void holdsShouldGiveAVerdictOnAnything(byte[] message) {
        assertThat(WhollyEncryptedTest.verdict(message)).isIn("none", "smime", "pgp");
    }
}
