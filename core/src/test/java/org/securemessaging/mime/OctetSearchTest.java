package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OctetSearchTest {
    @Test
    void indexOfShouldAgreeWithLoopWhateverTheOctets() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = octets(random, new byte[] {'-', '.', ',', 0, -1, 13, 10, -83});
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);

            int expected = from;
            while (expected < to && octets[expected] != '-') {
                expected++;
            }

            assertThat(OctetSearch.indexOf(octets, from, to, (byte) '-')).isEqualTo(expected);
        }
    }

    @Test
    void indexOfBareLineFeedShouldAgreeWithLoopWhateverTheOctets() {
        Random random = new Random(8);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = octets(random, new byte[] {'\r', '\n', '\r', 'a', 11, 12, -118, -115});
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);
            boolean afterReturn = random.nextBoolean();

            int expected = from;
            boolean previous = afterReturn;
            while (expected < to && (octets[expected] != '\n' || previous)) {
                previous = octets[expected] == '\r';
                expected++;
            }

            assertThat(OctetSearch.indexOfBareLineFeed(octets, from, to, afterReturn))
                    .isEqualTo(expected);
        }
    }

    private static byte[] octets(Random random, byte[] alphabet) {
        byte[] octets = new byte[random.nextInt(40)];
        // Few kinds of octets make the finds rare in some rounds and dense in others.
        int kinds = 1 + random.nextInt(alphabet.length);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = alphabet[alphabet.length - 1 - random.nextInt(kinds)];
        }
        return octets;
    }
}
