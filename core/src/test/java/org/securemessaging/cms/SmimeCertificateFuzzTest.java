package org.securemessaging.cms;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.securemessaging.trust.TestCa;

/** Whatever the octets, a value is read, or it says what is wrong. */
final class SmimeCertificateFuzzTest {
    private static final SmimeCertificateReader READER =
            new SmimeCertificateReader(AlgorithmPolicy.defaults(), CmsLimits.defaults(), TestCa.BC);

    @FuzzTest(maxDuration = "20s")
    void read(byte[] octets) {
        SmimeCertificateValue value = READER.read(octets);
        if (value.certificates().isEmpty() && value.capabilities().isPresent()) {
            throw new AssertionError("capabilities that nobody signed");
        }
    }
}
