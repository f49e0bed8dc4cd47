package org.securemessaging.directory.publication.outbox;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever lies in the outbox, it is an order or it is said to be damaged. */
final class OrderTextFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void read(byte[] octets) {
        String head = new String(octets, StandardCharsets.ISO_8859_1);
        readOrRefuse(head);
        // With the right digest the lines behind it are looked at.
        readOrRefuse(head + "sha256 " + OrderText.digest(head) + "\n");
    }

    private static void readOrRefuse(String text) {
        try {
            PublicationOrder order = OrderText.read(text);
            if (!OrderText.write(OrderText.read(OrderText.write(order)))
                    .equals(OrderText.write(order))) {
                throw new AssertionError("written and read, it is another order");
            }
        } catch (DamagedOrderException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }
}
