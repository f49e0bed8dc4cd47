package org.securemessaging.cms;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever stands in a directory, it is a profile or it is said to be none. */
final class SmimeProfileFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void parse(byte[] octets) {
        try {
            SmimeProfile profile = SmimeProfile.parse(octets);
            if (!profile.saysTheSameAs(SmimeProfile.parse(profile.encoded()))) {
                throw new AssertionError("read twice, it says two things");
            }
        } catch (CmsFormatException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }
}
