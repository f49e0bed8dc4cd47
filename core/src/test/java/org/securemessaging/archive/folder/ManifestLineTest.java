package org.securemessaging.archive.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;

class ManifestLineTest {
    private static final ManifestLine LINE =
            new ManifestLine(
                    7,
                    Instant.parse("2026-11-25T16:00:00.001Z"),
                    RecordKind.REPORT,
                    "ab".repeat(32),
                    12_345,
                    new RecordKey("cd".repeat(32)),
                    "ef".repeat(32));

    @Test
    void formatShouldBeAsDocumented() {
        assertThat(LINE.format())
                .hasSize(ManifestLine.LENGTH)
                .startsWith(
                        "000000000007 2026-11-25T16:00:00.001Z report "
                                + "ab".repeat(32)
                                + " 000000000012345 "
                                + "cd".repeat(32)
                                + " "
                                + "ef".repeat(32)
                                + " ")
                .endsWith(LINE.own() + "\n");
    }

    @Test
    void parseShouldReadWhatFormatWrites() {
        assertThat(ManifestLine.parse(octets())).isEqualTo(LINE);
    }

    @Test
    void parseShouldRefuseEveryChangeOfAnOctet() {
        for (int i = 0; i < ManifestLine.LENGTH; i++) {
            for (int change : new int[] {1, 2, 4, 8, 16, 32, 64, 128}) {
                byte[] octets = octets();
                octets[i] ^= (byte) change;

                assertThatThrownBy(() -> ManifestLine.parse(octets))
                        .as("octet %d, change %d", i, change)
                        .isInstanceOf(ManifestFormatException.class);
            }
        }
    }

    private static byte[] octets() {
        return LINE.format().getBytes(StandardCharsets.US_ASCII);
    }
}
