package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.mime.Texts.bytes;
import static org.securemessaging.mime.Texts.octets;
import static org.securemessaging.mime.Texts.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalInputStreamTest {
    /** Written with {@code r} for CR and {@code n} for LF. */
    @ParameterizedTest
    @CsvSource({
        "'',''",
        "n,rn",
        "rn,rn",
        "r,r",
        "rr,rr",
        "rrn,rrn",
        "nr,rnr",
        "nn,rnrn",
        "rnn,rnrn",
        "nrn,rnrn",
        "anbrncrd,arnbrncrd",
        "aaaaaaaanbbbbbbbb,aaaaaaaarnbbbbbbbb",
        "aaaaaaarnbbbbbbbb,aaaaaaarnbbbbbbbb"
    })
    void readShouldTurnBareLineFeedsIntoLineBreaks(String arrived, String canonical)
            throws IOException {
        assertThat(canonical(marks(arrived))).isEqualTo(marks(canonical));
    }

    @Test
    void readShouldAgreeWithLoopWhateverTheReads() throws IOException {
        Random random = new Random(3);
        for (int size : new int[] {1, 7, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 100_000}) {
            byte[] arrived = new byte[size];
            for (int i = 0; i < size; i++) {
                arrived[i] = bytes("\r\nab\n\r")[random.nextInt(6)];
            }

            byte[] expected = oneByOne(arrived);

            assertThat(new CanonicalInputStream(new ByteArrayInputStream(arrived)).readAllBytes())
                    .isEqualTo(expected);
            assertThat(inSteps(new CanonicalInputStream(MessageBytes.of(arrived).octets()), random))
                    .isEqualTo(expected);
            assertThat(inSteps(new CanonicalInputStream(dribble(arrived, random)), random))
                    .isEqualTo(expected);
            ByteArrayOutputStream transferred = new ByteArrayOutputStream();
            long count = new CanonicalInputStream(dribble(arrived, random)).transferTo(transferred);
            assertThat(transferred.toByteArray()).isEqualTo(expected);
            assertThat(count).isEqualTo(expected.length);
        }
    }

    @Test
    void readShouldKeepReturnWhenBufferEndsBetweenReturnAndLineFeed() throws IOException {
        String arrived = "a".repeat(32 * 1024 - 1) + "\r\n\n";

        assertThat(canonical(arrived)).isEqualTo("a".repeat(32 * 1024 - 1) + "\r\n\r\n");
    }

    @Test
    void transferToShouldGoOnWhereReadStoppedInsideLineBreak() throws IOException {
        CanonicalInputStream in = new CanonicalInputStream(octets("a\nb"));
        assertThat(in.readNBytes(2)).isEqualTo(bytes("a\r"));

        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        in.transferTo(rest);

        assertThat(rest.toByteArray()).isEqualTo(bytes("\nb"));
    }

    private static String canonical(String arrived) throws IOException {
        return text(new CanonicalInputStream(octets(arrived)).readAllBytes());
    }

    private static String marks(String written) {
        return written.replace('r', '\r').replace('n', '\n');
    }

    private static byte[] oneByOne(byte[] arrived) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < arrived.length; i++) {
            if (arrived[i] == '\n' && (i == 0 || arrived[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(arrived[i]);
        }
        return out.toByteArray();
    }

    private static byte[] inSteps(InputStream in, Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[5000];
        for (int got = 0; got >= 0; got = in.read(buffer, 7, 1 + random.nextInt(4900))) {
            out.write(buffer, 7, got);
        }
        return out.toByteArray();
    }

    private static InputStream dribble(byte[] octets, Random random) {
        return new ByteArrayInputStream(octets) {
            @Override
            public int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(count, 1 + random.nextInt(3000)));
            }
        };
    }
}
