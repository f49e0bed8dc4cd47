package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageBytesTest {
    private static final int THRESHOLD = 1000;

    @TempDir Path folder;

    @Test
    void readShouldStayOnHeapWhenMessageIsNotAboveThreshold() throws IOException {
        try (MessageBytes message = read(random(THRESHOLD))) {
            assertThat(openFiles()).isEmpty();
            assertThat(message.octets().toByteArray(THRESHOLD)).isEqualTo(random(THRESHOLD));
        }
    }

    @Test
    void readShouldUseFileOfOwnerAloneWhenMessageIsAboveThreshold() throws IOException {
        assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
        byte[] octets = random(300_000);

        try (MessageBytes message = read(octets)) {
            assertThat(openFiles()).hasSize(1);
            assertThat(Files.getPosixFilePermissions(openFiles().get(0)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(message.octets().length()).isEqualTo(octets.length);
            assertThat(message.octets().toByteArray(octets.length)).isEqualTo(octets);
            assertThat(message.octets().open().readAllBytes()).isEqualTo(octets);
        }

        assertThat(openFiles()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readShouldLeaveNoNameBehindWhileFileIsOpen() throws IOException {
        try (MessageBytes message = read(random(300_000))) {
            assertThat(message.octets().length()).isEqualTo(300_000);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void readShouldLeaveNoFileWhenStreamFails() {
        InputStream failing =
                new FilterInputStream(new ByteArrayInputStream(random(300_000))) {
                    @Override
                    public int read(byte[] target, int offset, int count) throws IOException {
                        if (available() < 100_000) {
                            throw new IOException("cut");
                        }
                        return super.read(target, offset, Math.min(count, 10_000));
                    }
                };

        assertThatThrownBy(() -> MessageBytes.read(failing, limits(1_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessage("cut");
        assertThat(folder).isEmptyDirectory();
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void readShouldRefuseWhenMessageIsTooLarge() {
        assertThatThrownBy(() -> read(random(300_000), limits(299_999)))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessage("more than the 299999 octets allowed");
        assertThatThrownBy(() -> read(random(11), limits(10)))
                .isInstanceOf(MessageTooLargeException.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void readShouldAcceptWhenMessageHasMaximumSize() throws IOException {
        try (MessageBytes message = read(random(300_000), limits(300_000))) {
            assertThat(message.octets().length()).isEqualTo(300_000);
        }
    }

    @Test
    void readShouldLeaveStreamOpen() throws IOException {
        InputStream in =
                new FilterInputStream(new ByteArrayInputStream(random(10))) {
                    @Override
                    public void close() {
                        throw new IllegalStateException("closed");
                    }
                };

        try (MessageBytes message = MessageBytes.read(in, limits(100))) {
            assertThat(message.octets().length()).isEqualTo(10);
        }
    }

    @Test
    void ofShouldReadFileInPlaceAndLeaveIt() throws IOException {
        Path file = Files.write(folder.resolve("message.eml"), random(5000));

        try (MessageBytes message = MessageBytes.of(file)) {
            assertThat(message.octets().slice(10, 4000).toByteArray(5000))
                    .isEqualTo(Arrays.copyOfRange(random(5000), 10, 4000));
        }

        assertThat(file).hasBinaryContent(random(5000));
    }

    @Test
    void octetsShouldFailWhenFileIsClosed() throws IOException {
        MessageBytes message = read(random(300_000));
        Octets octets = message.octets();
        message.close();

        assertThatThrownBy(() -> octets.toByteArray(300_000))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> octets.open().read()).isInstanceOf(IOException.class);
    }

    @Test
    void limitsShouldRefuseNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> new SpoolLimits(-1, 1, folder))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpoolLimits(Integer.MAX_VALUE, 1, folder))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpoolLimits(1, -1, folder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private MessageBytes read(byte[] octets) throws IOException {
        return read(octets, SpoolLimits.in(folder).maximumSize());
    }

    private MessageBytes read(byte[] octets, long maximum) throws IOException {
        return read(octets, limits(maximum));
    }

    private static MessageBytes read(byte[] octets, SpoolLimits limits) throws IOException {
        return MessageBytes.read(new ByteArrayInputStream(octets), limits);
    }

    private SpoolLimits limits(long maximum) {
        return new SpoolLimits(THRESHOLD, maximum, folder);
    }

    private static byte[] random(int count) {
        byte[] octets = new byte[count];
        new Random(1).nextBytes(octets);
        return octets;
    }

    /** The open files of this process that lie in the folder, by their places under /proc. */
    private List<Path> openFiles() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.filter(this::leadsToFolder).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean leadsToFolder(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException e) {
            // The descriptor of the listing itself is gone by now.
            return false;
        }
    }
}
