package org.securemessaging.archive.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTextTest {
    private static final JournalText TEXT =
            new JournalText(
                    "alice@example.org",
                    Optional.of("boss@example.org"),
                    "Zwölf Boxkämpfer",
                    "<1@example.org>",
                    List.of(
                            JournalRecipient.of(JournalRecipient.Field.TO, "bob@example.org"),
                            JournalRecipient.of(JournalRecipient.Field.BCC, "eve@example.org"),
                            new JournalRecipient(
                                    JournalRecipient.Field.RECIPIENT,
                                    "carol@example.org",
                                    Optional.of(
                                            new JournalRecipient.Source(
                                                    JournalRecipient.Reason.EXPANDED,
                                                    "staff@example.org"))),
                            new JournalRecipient(
                                    JournalRecipient.Field.CC,
                                    "dan@example.org",
                                    Optional.of(
                                            new JournalRecipient.Source(
                                                    JournalRecipient.Reason.FORWARDED,
                                                    "daniel@example.org")))));

    @Test
    void formatShouldWriteALineAFact() {
        assertThat(TEXT.format())
                .isEqualTo(
                        """
                        Sender: alice@example.org
                        On-Behalf-Of: boss@example.org
                        Subject: Zwölf Boxkämpfer
                        Message-ID: <1@example.org>
                        To: bob@example.org
                        Bcc: eve@example.org
                        Recipient: carol@example.org, Expanded: staff@example.org
                        Cc: dan@example.org, Forwarded: daniel@example.org
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void parseShouldReadWhatFormatWrites() {
        assertThat(JournalText.parse(TEXT.format())).isEqualTo(TEXT);
    }

    @Test
    void parseShouldKeepCommasInAnAddress() {
        JournalText text =
                new JournalText(
                        "",
                        Optional.empty(),
                        "",
                        "",
                        List.of(
                                JournalRecipient.of(
                                        JournalRecipient.Field.TO, "\"a, b: c\"@example.org")));

        assertThat(JournalText.parse(text.format())).isEqualTo(text);
    }

    @Test
    void formatShouldNotLetASubjectForgeALine() {
        for (String lineBreak :
                List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b")) {
            JournalText text =
                    new JournalText(
                            "a@b",
                            Optional.empty(),
                            "x" + lineBreak + "Recipient: forged@example.org",
                            "<1@b>",
                            List.of());

            assertThat(JournalText.parse(text.format()).recipients()).isEmpty();
            assertThat(text.format().lines()).hasSize(3);
        }
    }
}
