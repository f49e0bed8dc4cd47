package org.securemessaging.mime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.mime.MessageBytes;

class BodyScanTest {
    private static final int LONGEST_LINE = 998;

    /** What the scanner's buffer has room for. */
    private static final int CAPACITY = 64 * 1024;

    private static final List<String> WORDS =
            List.of(
                    "\r\n",
                    "\n",
                    "\r",
                    "\r\r\n",
                    "\n\n",
                    " ",
                    "\t",
                    "From ",
                    "From",
                    ">From ",
                    "\0",
                    "\u000e",
                    "\u000b",
                    "\f",
                    "x",
                    "lazy dog",
                    "\u00e4",
                    "\u00ff",
                    "\u0080");

    static Stream<byte[]> bodies() {
        return IntStream.range(0, 400).mapToObj(BodyScanTest::body);
    }

    /** Mostly quiet text, else every octet would be everywhere. */
    private static byte[] body(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        List<String> words = random.ints(3, 0, WORDS.size()).mapToObj(WORDS::get).toList();
        int pieces = random.nextInt(60);
        for (int n = 0; n < pieces; n++) {
            text.append("y".repeat(random.nextInt(20)));
            text.append(words.get(random.nextInt(words.size())));
            text.append(random.nextBoolean() ? "\r\n" : "");
        }
        return octets(text.toString());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void scanShouldFindWhatALookAtEachOctetFinds(byte[] body) throws IOException {
        assertThat(scan(body)).isEqualTo(slow(body));
    }

    @Test
    void scanShouldFindTheSameWhereverTheBufferEnds() throws IOException {
        String line = "y".repeat(70) + "\r\n";
        for (int shift = 0; shift < 2 * line.length(); shift++) {
            String before = "z".repeat(shift) + "\r\n" + line.repeat(CAPACITY / line.length() - 1);
            byte[] body = octets(before + "last \r\nFrom me\r\nand \u00e4\r\n" + line);

            assertThat(scan(body)).as("shift %d", shift).isEqualTo(slow(body));
        }
    }

    @Test
    void scanShouldFindALongLineWhenItIsLongerThanTheBuffer() throws IOException {
        byte[] body = octets("y".repeat(2 * CAPACITY + 5) + "\r\nshort\r\n");

        assertThat(scan(body)).isEqualTo(slow(body));
        assertThat(scan(body).longLine()).isTrue();
    }

    @Test
    void lineShouldBeLongFromItsOctet999On() throws IOException {
        assertThat(scan(octets("y".repeat(LONGEST_LINE) + "\r\n")).longLine()).isFalse();
        assertThat(scan(octets("y".repeat(LONGEST_LINE + 1) + "\r\n")).longLine()).isTrue();
    }

    private static BodyScan scan(byte[] body) throws IOException {
        return BodyScan.of(MessageBytes.of(body).octets());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static BodyScan slow(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        boolean bareReturn = text.replace("\r\n", "").contains("\r");
        boolean bareFeed = text.replace("\r\n", "").contains("\n");
        List<String> lines = List.of(text.split("\r\n|\n", -1));
        return new BodyScan(
                body.length,
                text.chars().filter(each -> each >= 0x80).count(),
                text.indexOf(0) >= 0,
                bareReturn,
                bareFeed,
                lines.stream().anyMatch(line -> line.length() > LONGEST_LINE),
                lines.stream().anyMatch(line -> line.endsWith(" ") || line.endsWith("\t")),
                lines.stream().anyMatch(line -> line.startsWith("From ")));
    }
}
