package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.mime.transport.Base64LinesOutputStream;

class SpoolOutputStreamTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 1_000_000})
    void takeShouldGiveWhatWasWrittenWhereverItLies(int length) throws IOException {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        try (SpoolOutputStream spool =
                new SpoolOutputStream(new SpoolLimits(100, 1_000_000, folder))) {
            int half = length / 3;
            spool.write(octets, 0, half);
            for (int i = half; i < Math.min(length, half + 5); i++) {
                spool.write(octets[i]);
            }
            int rest = Math.min(length, half + 5);
            spool.write(octets, rest, length - rest);
            try (MessageBytes taken = spool.take();
                    InputStream in = taken.octets().open()) {
                assertThat(in.readAllBytes()).isEqualTo(octets);
                assertThatThrownBy(() -> spool.write(1)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void writeShouldStopAtTheMaximum() throws IOException {
        try (SpoolOutputStream spool = new SpoolOutputStream(new SpoolLimits(10, 100, folder))) {
            spool.write(new byte[100]);
            assertThatThrownBy(() -> spool.write(1)).isInstanceOf(MessageTooLargeException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 56, 57, 58, 57 * 480, 57 * 480 + 1, 200_000})
    void base64ShouldBeTheJdksWithALastLineEnd(int length) throws IOException {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (OutputStream out = new Base64LinesOutputStream(lines)) {
            out.write(Arrays.copyOf(octets, length / 2));
            out.write(octets, length / 2, length - length / 2);
        }
        String expected = Base64.getMimeEncoder().encodeToString(octets);
        assertThat(lines.toString(StandardCharsets.US_ASCII))
                .isEqualTo(expected.isEmpty() ? "" : expected + "\r\n");
    }
}
