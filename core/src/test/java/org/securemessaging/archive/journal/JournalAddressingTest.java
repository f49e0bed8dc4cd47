package org.securemessaging.archive.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;

class JournalAddressingTest {
    private static final String HEADER =
            """
            From: Boss <boss@example.org>
            Sender: Alice <alice@example.org>
            To: Bob <Bob@example.org>, staff@example.org
            Cc: carol@example.org
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
            Message-ID: <1@example.org>

            """;
    private static final List<EnvelopeRecipient> RECIPIENTS =
            List.of(
                    plain("bob@example.org"),
                    plain("carol@example.org"),
                    plain("eve@example.org"),
                    new EnvelopeRecipient(
                            "dan@example.org",
                            Optional.of(
                                    new JournalRecipient.Source(
                                            JournalRecipient.Reason.EXPANDED,
                                            "staff@example.org"))));

    @Test
    void textShouldTrustTheHeaderOfWhoLoggedIn() {
        assertThat(JournalAddressing.text(header(HEADER), "x@y", RECIPIENTS, true).format())
                .isEqualTo(
                        """
                        Sender: alice@example.org
                        On-Behalf-Of: boss@example.org
                        Subject: Grüße
                        Message-ID: <1@example.org>
                        To: bob@example.org
                        Cc: carol@example.org
                        Bcc: eve@example.org
                        To: dan@example.org, Expanded: staff@example.org
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void textShouldTrustTheEnvelopeAloneOfAStranger() {
        assertThat(JournalAddressing.text(header(HEADER), "x@y", RECIPIENTS, false).recipients())
                .extracting(JournalRecipient::field)
                .containsOnly(JournalRecipient.Field.RECIPIENT);
    }

    @Test
    void textShouldNameTheEnvelopeSenderWhereTheHeaderNamesNone() {
        JournalText text = JournalAddressing.text(header("X: y\n\n"), "x@y", List.of(), false);

        assertThat(text).isEqualTo(new JournalText("x@y", Optional.empty(), "", "", List.of()));
    }

    private static EnvelopeRecipient plain(String address) {
        return new EnvelopeRecipient(address, Optional.empty());
    }

    private static Header header(String text) {
        byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new EntityReader(MimeLimits.DEFAULT).readHeader(MessageBytes.of(octets).octets());
    }
}
