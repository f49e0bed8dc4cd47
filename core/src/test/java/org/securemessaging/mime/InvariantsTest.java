package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.mime.Texts.lines;
import static org.securemessaging.mime.Texts.octets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every message, on the heap and in a file. */
class InvariantsTest {
    private static final String NESTED =
            lines(
                    "From: a@b",
                    "Content-Type: multipart/mixed; boundary=\"b\"",
                    "",
                    "preamble",
                    "--b",
                    "Content-Type: multipart/signed;",
                    " boundary=\"b=c\"",
                    "",
                    "--b=c",
                    "",
                    "one",
                    "--b=c  ",
                    "Content-Transfer-Encoding: base64",
                    "",
                    "QUJD",
                    "--b=c--",
                    "inner epilogue",
                    "--b",
                    "no field",
                    "",
                    "-- two",
                    "--b--",
                    "epilogue");

    @TempDir Path folder;

    @Test
    void readShouldKeepInvariantsWhereverMessageIsCut() throws IOException {
        for (int length = 0; length <= NESTED.length(); length++) {
            Invariants.check(octets(NESTED.substring(0, length)));
        }
    }

    @Test
    void readShouldKeepInvariantsWhateverIsInsertedOrRemoved() throws IOException {
        Random random = new Random(4);
        String[] pieces = {"\r", "\n", "--b", "--b=c", "--", " ", "\t", "\r\n\r\n", ":", "\0", "-"};
        for (int round = 0; round < 5000; round++) {
            StringBuilder message = new StringBuilder(NESTED);
            for (int edit = random.nextInt(8); edit >= 0; edit--) {
                int at = random.nextInt(message.length());
                int to = Math.min(message.length(), at + random.nextInt(4));
                message.replace(at, to, pieces[random.nextInt(pieces.length)]);
            }
            Invariants.check(octets(message.toString()));
        }
    }

    @Test
    void readShouldSeeTheSameWhereverTheBufferOfAFileEnds() throws IOException {
        int buffer = 64 * 1024;
        for (int shift = 0; shift <= NESTED.length() + 4; shift++) {
            String message = "X: " + "x".repeat(buffer - shift - 5) + "\r\n" + NESTED;
            String expected = StructureText.of(Texts.entity(message));
            SpoolLimits inFile = new SpoolLimits(0, Long.MAX_VALUE, folder);
            try (MessageBytes bytes =
                    MessageBytes.read(new ByteArrayInputStream(Texts.bytes(message)), inFile)) {
                Entity entity = new EntityReader(MimeLimits.DEFAULT).read(bytes.octets());

                assertThat(StructureText.of(entity)).isEqualTo(expected);
            }
        }
    }
}
