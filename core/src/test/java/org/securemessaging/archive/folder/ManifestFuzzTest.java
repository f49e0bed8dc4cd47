package org.securemessaging.archive.folder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whatever the octets, a line is what was written, or is refused. */
final class ManifestFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void parse(byte[] octets) {
        try {
            byte[] again = ManifestLine.parse(octets).format().getBytes(StandardCharsets.US_ASCII);
            if (!Arrays.equals(again, octets)) {
                throw new AssertionError("read otherwise than written");
            }
        } catch (ManifestFormatException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }

    @FuzzTest(maxDuration = "20s")
    void read(byte[] octets) throws IOException {
        Path file = Files.createTempFile("fuzzed", ".manifest");
        try {
            Files.write(file, octets);
            try (Manifest manifest = Manifest.open(file)) {
                for (long n = 0; n < manifest.lines(); n++) {
                    read(manifest, n);
                }
                if (manifest.lines() * ManifestLine.LENGTH + manifest.torn() != octets.length) {
                    throw new AssertionError("octets were passed over");
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Manifest manifest, long number) throws IOException {
        try {
            manifest.line(number);
        } catch (ManifestFormatException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }
}
