package org.securemessaging.mime;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Any octets are an entity, and what holds of every entity holds of it. */
class EntityReaderFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void readShouldKeepInvariants(byte[] message) throws IOException {
        try {
            Invariants.check(MessageBytes.of(message).octets());
        } catch (MimeLimitException e) {
            // The one refusal there is; the limits have tests of their own.
        }
    }
}
