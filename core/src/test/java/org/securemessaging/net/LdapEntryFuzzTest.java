package org.securemessaging.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever a server answers, the reader gives a value within its limit, or says what is wrong. */
final class LdapEntryFuzzTest {
    private static final int MOST = 10_000;
    private static final LdapAddress ADDRESS =
            new LdapAddress("host", 389, false, "cn=ca", List.of("cACertificate"));

    @FuzzTest(maxDuration = "20s")
    void read(byte[] answer) {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try {
            long read =
                    new LdapEntryReader(new ByteArrayInputStream(answer), ADDRESS, MOST, sink)
                            .read();
            if (read != sink.size() || read == 0 || read > MOST) {
                throw new AssertionError("said " + read + ", gave " + sink.size());
            }
        } catch (IOException e) {
            if (sink.size() > MOST) {
                throw new AssertionError("gave more than allowed", e);
            }
        }
    }

    @FuzzTest(maxDuration = "20s")
    void address(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        URI uri;
        try {
            uri = URI.create("ldap://" + text);
        } catch (IllegalArgumentException e) {
            return;
        }
        LdapAddress.of(uri)
                .ifPresent(
                        address -> {
                            if (address.host().isEmpty() || address.attributes().isEmpty()) {
                                throw new AssertionError(uri + " is taken for " + address);
                            }
                        });
    }
}
