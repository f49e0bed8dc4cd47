package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.mime.Texts.octets;
import static org.securemessaging.mime.Texts.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64BodyInputStreamTest {
    @ParameterizedTest
    @CsvSource({
        "'',''",
        "SGVsbG8=,Hello",
        "SGVsbG8,Hello",
        "SGVs\\r\\nbG8=\\r\\n,Hello",
        "SGVs\\nbG8=,Hello",
        "S G\\tV s  bG8 =,Hello",
        "SGVsbG8=!garbage,Hello",
        "SGVsbG8=SGVsbG8=,Hello",
        "S*G-V_s.b\u00e4G8,Hello",
        "SGVsb,Hel",
        "SGVsbG8=\\r\\n--\\r\\nfooter text,Hello",
        "====,''",
        "S,''"
    })
    void decodedBodyShouldBeLenient(String written, String expected) throws IOException {
        String body = written.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");

        assertThat(decode(body, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'',''", "SGVsbG8=,Hello", "' SGVs bG8= ',Hello", "SGVs,Hel", "SGVsbA==,Hell"})
    void strictlyDecodedBodyShouldAcceptWhatIsRight(String written, String expected)
            throws IOException {
        assertThat(decode(written, true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SGVsbG8",
                "SGVsbG8==",
                "SGVs-bG8=",
                "SGVsbG8=SGVs",
                "SGVsb",
                "SGVs=",
                "SGVsbA=",
                "=",
                "S"
            })
    void strictlyDecodedBodyShouldRefuseWhatIsCorrupt(String written) {
        assertThatThrownBy(() -> decode(written, true))
                .isInstanceOf(MalformedEncodingException.class);
    }

    @Test
    void decodedBodyShouldGiveWhatWasEncodedWhateverTheSizeAndLines() throws IOException {
        Random random = new Random(5);
        for (int size : new int[] {1, 2, 3, 12_287, 12_288, 12_289, 16_384, 100_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            for (int line : new int[] {4, 60, 64, 76, 4 * size}) {
                for (String end : new String[] {"\r\n", "\n", " \r\n"}) {
                    byte[] written = Base64.getMimeEncoder(line, Texts.bytes(end)).encode(content);

                    assertThat(decode(written, false)).isEqualTo(content);
                    assertThat(decode(written, true)).isEqualTo(content);
                }
            }
        }
    }

    @Test
    void decodedBodyShouldSkipGarbageWhereverABlockEnds() throws IOException {
        byte[] content = new byte[60_000];
        new Random(6).nextBytes(content);
        String plain = text(Base64.getMimeEncoder().encode(content));
        for (int at = 32_700; at < 32_900; at++) {
            // A space at the start shifts the groups against the blocks.
            String garbled =
                    " ".repeat(at % 4) + plain.substring(0, at) + "*%-" + plain.substring(at);

            assertThat(decode(Texts.bytes(garbled), false)).isEqualTo(content);
            assertThatThrownBy(() -> decode(Texts.bytes(garbled), true))
                    .isInstanceOf(MalformedEncodingException.class);
        }
    }

    @Test
    void decodedBodyShouldStopAtPaddingWhereverABlockEnds() throws IOException {
        for (int lines = 200; lines < 240; lines++) {
            String head = "QUJD".repeat(19 * lines);
            String written = head + "QQ==\r\n" + "QUJD".repeat(10_000);

            assertThat(decode(written, false)).isEqualTo("ABC".repeat(19 * lines) + "A");
        }
    }

    @Test
    void readShouldGiveSingleOctets() throws IOException {
        InputStream in = stream("SGVsbG8=", false);

        assertThat(in.read()).isEqualTo('H');
        assertThat(in.readNBytes(3)).isEqualTo(Texts.bytes("ell"));
        assertThat(in.read()).isEqualTo('o');
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[4], 0, 4)).isEqualTo(-1);
        assertThat(in.read(new byte[4], 0, 0)).isZero();
    }

    private static String decode(String written, boolean strict) throws IOException {
        return text(decode(Texts.bytes(written), strict));
    }

    private static byte[] decode(byte[] written, boolean strict) throws IOException {
        return new Base64BodyInputStream(MessageBytes.of(written).octets(), strict).readAllBytes();
    }

    private static InputStream stream(String written, boolean strict) {
        return new Base64BodyInputStream(octets(written), strict);
    }
}
