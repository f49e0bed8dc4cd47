package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.Stamp;

/** What must hold of every message that passed through the server, whatever its result. */
final class Arrived {
    private static final Set<String> ADDED =
            Set.of(
                    "return-path",
                    "received",
                    "delivered-to",
                    "authentication-results",
                    "x-smime-status");

    private Arrived() {}

    /** The one stamp in a message. */
    static Stamp stamp(byte[] arrived) {
        List<Stamp> stamps = Stamp.find(RawMessage.of(arrived), TestServer.AUTHSERV_ID);
        assertThat(stamps).hasSize(1);
        return stamps.get(0);
    }

    /**
     * Checks that nothing but known fields was added: below the header every octet is as sent, and
     * so is every field of the header.
     */
    static void assertUnchanged(byte[] sent, byte[] arrived) {
        RawMessage before = RawMessage.of(sent);
        RawMessage after = RawMessage.of(arrived);
        assertThat(octets(after.body())).isEqualTo(octets(ended(before.body())));
        assertThat(others(after)).isEqualTo(others(before));
    }

    // SMTP carries lines: one that was not ended is ended on the way.
    private static String ended(String body) {
        return body.isEmpty() || body.endsWith("\r\n") ? body : body + "\r\n";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> others(RawMessage message) {
        return message.fields().stream()
                .filter(field -> !ADDED.contains(RawMessage.nameOf(field)))
                .toList();
    }
}
