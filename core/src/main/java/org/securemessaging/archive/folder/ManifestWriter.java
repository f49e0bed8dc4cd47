package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a node's manifest: a lock keeps others out, in this process and in others. A
 * line counts once it is synced. Not thread safe; to be closed.
 */
final class ManifestWriter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManifestWriter.class);

    private final Path file;
    private final FileChannel lock;
    private final FileChannel channel;
    private final Object identity;
    private Optional<ManifestLine> last;

    private ManifestWriter(Path file, FileChannel lock, FileChannel channel) throws IOException {
        this.file = file;
        this.lock = lock;
        this.channel = channel;
        repairEnd();
        this.last = lastLine();
        this.identity = identity(file);
    }

    /**
     * Opens the manifest of a node, and mends what a kill left at its end.
     *
     * @throws IOException if it can't be opened, or another process has it
     * @throws ManifestFormatException if its end is not what this program wrote
     */
    static ManifestWriter open(ArchiveFolder folder, String node) throws IOException {
        folder.make(folder.manifests());
        FileChannel lock = create(folder.lock(node));
        try {
            hold(lock, folder.lock(node));
            FileChannel channel = create(folder.manifest(node));
            try {
                ArchiveFolder.sync(folder.manifests());
                return new ManifestWriter(folder.manifest(node), lock, channel);
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** The last line, if there is any. */
    Optional<ManifestLine> last() {
        return last;
    }

    /** Whether what was opened is still what lies in the folder. */
    boolean inPlace() {
        try {
            return identity.equals(identity(file));
        } catch (IOException e) {
            return false; // It is not there any more, which is what was asked.
        }
    }

    /** The line that comes next. */
    ManifestLine next(Instant time, RecordKind kind, String report, long size, RecordKey key) {
        return new ManifestLine(
                last.map(line -> line.number() + 1).orElse(0L),
                time.truncatedTo(ChronoUnit.MILLIS),
                kind,
                report,
                size,
                key,
                last.map(ManifestLine::own).orElse(ManifestLine.BEGINNING));
    }

    /**
     * Appends the next line and syncs it.
     *
     * @throws IOException if it can't be written; the writer is then to be closed, and what was
     *     written of the line is mended by the next one
     */
    void append(ManifestLine line) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(line.format().getBytes(StandardCharsets.US_ASCII));
        long position = line.number() * ManifestLine.LENGTH;
        while (octets.hasRemaining()) {
            position += channel.write(octets, position);
        }
        channel.force(true);
        last = Optional.of(line);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            lock.close();
        }
    }

    /**
     * The start of a line is what a kill leaves; it never counted. A last line that is whole but
     * wrong was made by somebody else: nothing is filed behind it.
     */
    private void repairEnd() throws IOException {
        long torn = channel.size() % ManifestLine.LENGTH;
        if (torn > 0) {
            LOGGER.warn("{}: {} octets of a torn last line are taken off", file, torn);
            channel.truncate(channel.size() - torn);
            channel.force(true);
        }
    }

    private Optional<ManifestLine> lastLine() throws IOException {
        try (Manifest manifest = Manifest.open(file)) {
            if (manifest.lines() == 0) {
                return Optional.empty();
            }
            ManifestLine line = manifest.line(manifest.lines() - 1);
            if (line.number() != manifest.lines() - 1) {
                throw new ManifestFormatException(
                        "line %d is numbered %d: lines are missing"
                                .formatted(manifest.lines() - 1, line.number()));
            }
            return Optional.of(line);
        }
    }

    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    private static void hold(FileChannel lock, Path file) throws IOException {
        try {
            FileLock held = lock.tryLock();
            if (held != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(taken(file), e);
        }
        throw new IOException(taken(file));
    }

    private static String taken(Path file) {
        return file + " is held by another server; give each node a name of its own";
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                ArchiveFolder.mode(file.getParent(), "rw-------"));
    }
}
