package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.mime.Texts.octets;
import static org.securemessaging.mime.Texts.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPrintableBodyInputStreamTest {
    @TempDir Path folder;

    /** Written with {@code r} for CR, {@code n} for LF and {@code _} for a space. */
    @ParameterizedTest
    @CsvSource({
        "'',''",
        "A=3DB,A=B",
        "=41=6a=6A,Ajj",
        "A=rnB,AB",
        "A=nB,AB",
        "A=__rnB,AB",
        "A=,A",
        "A=__,A",
        "A__rnB,ArnB",
        "A__,A",
        "A_B_,A_B",
        "AnB,ArnB",
        "ArB,ArB",
        "ArrnB,ArrnB",
        "rnrn,rnrn",
        "=,''",
        "=4,=4",
        "=G1=4G,=G1=4G",
        "==41,=A",
        "A_=20rnB,A__rnB"
    })
    void readShouldDecode(String written, String expected) throws IOException {

        assertThat(text(open(marks(written), false).readAllBytes())).isEqualTo(marks(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=4", "=G1", "=4G", "==41", "a=b"})
    void readShouldRefuseWhenStrictAndEscapeIsBroken(String written) {
        assertThatThrownBy(() -> open(written, true).readAllBytes())
                .isInstanceOf(MalformedEncodingException.class);
    }

    @Test
    void readShouldAgreeWithMime4jWhenBodyIsWellFormed() throws IOException {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            byte[] content = new byte[random.nextInt(3000)];
            for (int i = 0; i < content.length; i++) {
                content[i] = Texts.bytes("ab =\t.\u00fc\r\n\0")[random.nextInt(10)];
            }
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            try (QuotedPrintableOutputStream out = new QuotedPrintableOutputStream(written, true)) {
                out.write(content);
            }

            byte[] decoded = open(text(written.toByteArray()), true).readAllBytes();

            assertThat(decoded).isEqualTo(content);
            assertThat(decoded).isEqualTo(byMime4j(written.toByteArray()));
        }
    }

    @Test
    void readShouldKeepHeapSmallWhenLineIsAllBlanks() throws IOException {
        byte[] blanks = new byte[20_000_000];
        Arrays.fill(blanks, (byte) ' ');
        Path file = Files.write(folder.resolve("blanks"), blanks);

        try (MessageBytes bytes = MessageBytes.of(file)) {
            assertThat(new QuotedPrintableBodyInputStream(bytes.octets(), false).read())
                    .isEqualTo(-1);
        }
    }

    private static byte[] byMime4j(byte[] written) throws IOException {
        try (QuotedPrintableInputStream in =
                new QuotedPrintableInputStream(new ByteArrayInputStream(written))) {
            return in.readAllBytes();
        }
    }

    private static QuotedPrintableBodyInputStream open(String written, boolean strict) {
        return new QuotedPrintableBodyInputStream(octets(written), strict);
    }

    private static String marks(String written) {
        return written.replace('r', '\r').replace('n', '\n').replace('_', ' ');
    }
}
