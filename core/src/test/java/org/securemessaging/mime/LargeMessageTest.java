package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message of 100 MB is read, taken apart, canonicalised and decoded with a heap of 64 MB. */
class LargeMessageTest {
    private static final int LINES = 1_300_000;
    private static final String LINE = "QUJD".repeat(19) + "\n";
    private static final long DECODED = LINES * 57L;

    @TempDir Path folder;

    @Test
    void hundredMegabytesShouldPassInSmallHeap() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:MaxDirectMemorySize=8m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeMessageTest.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("2 parts, " + DECODED + " octets decoded");
        assertThat(process.exitValue()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    /** What the small process does. */
    public static void main(String[] arguments) throws IOException {
        SpoolLimits limits = SpoolLimits.in(Path.of(arguments[0]));
        try (MessageBytes message = MessageBytes.read(message(), limits)) {
            Entity entity = new EntityReader(MimeLimits.DEFAULT).read(message.octets());
            Entity part = entity.parts().get(0);
            long canonical = count(new CanonicalInputStream(part.octets()));
            // The lines of the body, the field and the blank line each gain a carriage return.
            long expected = part.octets().length() + LINES + 2;
            if (canonical != expected) {
                throw new IllegalStateException(canonical + " instead of " + expected);
            }
            System.out.println(
                    entity.parts().size()
                            + " parts, "
                            + count(part.decodedBody())
                            + " octets decoded");
        }
    }

    private static long count(InputStream in) throws IOException {
        try (in) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static InputStream message() {
        String start =
                "Content-Type: multipart/signed; boundary=b\n\n--b\n"
                        + "Content-Transfer-Encoding: base64\n\n";
        return new SequenceInputStream(
                Collections.enumeration(
                        List.of(text(start), new Repeated(), text("\n--b\n\nsignature\n--b--\n"))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same line again and again. */
    private static final class Repeated extends InputStream {
        private final byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
        private long position;

        @Override
        public int read() {
            return position == (long) LINES * line.length
                    ? -1
                    : line[(int) (position++ % line.length)];
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            int start = (int) (position % line.length);
            int amount = Math.min(count, line.length - start);
            if (position == (long) LINES * line.length) {
                return -1;
            }
            System.arraycopy(line, start, target, offset, amount);
            position += amount;
            return amount;
        }
    }
}
