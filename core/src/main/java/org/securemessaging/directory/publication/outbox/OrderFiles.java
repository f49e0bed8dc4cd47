package org.securemessaging.directory.publication.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of an outbox. What was written is on the disk, whole, when the method returns. One
 * process at a time. Not thread safe.
 */
final class OrderFiles implements AutoCloseable {
    private static final String ORDER = ".order";
    private static final String HALF = ".half";
    private static final String REASON = ".reason";
    private static final String REFUSED = "refused";

    private final Path folder;
    private final Path refused;
    private final FileChannel lock;

    /**
     * Takes a folder, which is made if it is missing, for this process alone.
     *
     * @throws UncheckedIOException if it can't be used, or another process uses it
     */
    OrderFiles(Path folder) {
        this.folder = folder;
        this.refused = folder.resolve(REFUSED);
        try {
            make(folder);
            make(refused);
            this.lock = lock(folder.resolve("lock"));
            removeHalves();
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox " + folder + " can't be used", e);
        }
    }

    /** The orders, in the order in which they came. */
    List<Path> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ORDER)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which number an order has. */
    static long number(Path file) {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - ORDER.length()));
        } catch (NumberFormatException e) {
            return 0; // Put there by hand: it is done in the order of the names.
        }
    }

    Path write(long number, String text) throws IOException {
        Path half = folder.resolve(number + HALF);
        Path whole = folder.resolve("%019d%s".formatted(number, ORDER));
        writeThrough(half, text);
        Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
        flush(folder);
        return whole;
    }

    String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new DamagedOrderException("no text");
        } catch (IOException e) {
            throw new DamagedOrderException("can't be read: " + e);
        }
    }

    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            flush(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves an order to those that were refused, and writes the reason beside it. */
    void setAside(Path file, String reason, int kept) {
        try {
            String name = file.getFileName().toString();
            writeThrough(refused.resolve(name + REASON), reason + "\n");
            Files.move(file, refused.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            flush(refused);
            flush(folder);
            prune(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When an order was written; empty if it is gone. */
    Optional<Instant> writtenAt(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty(); // Taken away by hand, or done just now.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the last of the kept orders was refused. */
    Optional<Instant> lastRefusal() {
        try (Stream<Path> files = Files.list(refused)) {
            return files.filter(file -> file.toString().endsWith(REASON))
                    .flatMap(file -> writtenAt(file).stream())
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prune(int kept) throws IOException {
        List<Path> orders;
        try (Stream<Path> files = Files.list(refused)) {
            orders = files.filter(file -> file.toString().endsWith(ORDER)).sorted().toList();
        }
        for (Path oldest : orders.subList(0, Math.max(0, orders.size() - kept))) {
            Files.deleteIfExists(oldest);
            Files.deleteIfExists(refused.resolve(oldest.getFileName() + REASON));
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeHalves() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path half : files.filter(file -> file.toString().endsWith(HALF)).toList()) {
                Files.delete(half);
            }
        }
    }

    /** Certificates are public, but who writes to whom is not. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("it is open in this process already", e);
        }
        channel.close();
        throw new IOException("another process uses it");
    }

    private static void writeThrough(Path file, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    private static void flush(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
