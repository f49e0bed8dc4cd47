package org.securemessaging.trust.list;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the octets, they are read, or what is wrong with them is said. */
final class TrustListFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void parse(byte[] octets) {
        try {
            TrustList list = TrustListText.parse(octets, "list");
            TrustList again = TrustListText.parse(TrustListText.format(list), "list");
            if (!again.entries().equals(list.entries())) {
                throw new AssertionError("written otherwise than read: " + list.entries());
            }
        } catch (TrustListFormatException e) {
            if (!e.getMessage().startsWith("list")) {
                throw new AssertionError("no word on where", e);
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void importOthers(byte[] octets) {
        imported(octets);
        // Past the mark by which a store is known.
        byte[] store = new byte[octets.length + 8];
        System.arraycopy("\0\0\0\0CERT".getBytes(StandardCharsets.US_ASCII), 0, store, 0, 8);
        System.arraycopy(octets, 0, store, 8, octets.length);
        imported(store);
    }

    private static void imported(byte[] octets) {
        ImportedTrust imported = TrustImport.parse(octets, List.of());
        TrustListText.format(TrustList.of(imported.entries()));
    }
}
