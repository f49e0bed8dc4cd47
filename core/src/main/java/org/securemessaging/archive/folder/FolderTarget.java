package org.securemessaging.archive.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveTarget;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.protection.HeadSealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files records in a folder, which nodes may share. Thread safe; to be closed.
 *
 * <p>The order survives a kill at any point: the file is written and synced among the incoming
 * ones, then its line in the manifest, then the file is moved to its place. Whoever opens the
 * manifest next moves the file of the last line, if that was not done, and throws away the other
 * incoming ones: their mails have not gone on, and come again.
 */
public final class FolderTarget implements ArchiveTarget, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FolderTarget.class);

    // More than a server files before its system writes a folder out by itself, in half a minute.
    private static final int RECENT = 10_000;

    private final ArchiveFolder folder;
    private final String node;
    private final Clock clock;
    private final ManifestSealing sealing;
    private final Set<Path> beingWritten = ConcurrentHashMap.newKeySet();
    private Optional<ManifestWriter> writer = Optional.empty();
    private volatile Optional<ManifestLine> known = Optional.empty();

    /**
     * A folder, which is looked at when the first record comes.
     *
     * @param root the folder, which must exist by then
     * @param node this server's name among those that share the folder
     * @param clock says when a record was filed
     * @throws IllegalArgumentException if the node's name does not fit {@link ArchiveFolder#NODE}
     */
    public FolderTarget(Path root, String node, Clock clock) {
        if (!ArchiveFolder.NODE.matcher(node).matches()) {
            throw new IllegalArgumentException("no name for a node: " + node);
        }
        this.folder = new ArchiveFolder(root);
        this.node = node;
        this.clock = clock;
        this.sealing = new ManifestSealing(folder, node, clock);
    }

    @Override
    public String name() {
        return "folder " + folder.root();
    }

    @Override
    public void file(ArchiveRecord record) {
        try {
            if (!isFiled(record.key())) {
                write(record);
            }
        } catch (IOException | UncheckedIOException | ManifestFormatException e) {
            throw new ArchiveUnavailableException(name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Seals the manifest as it is now, unless nothing was filed since the last time.
     *
     * @param sealer seals
     * @throws ArchiveUnavailableException if that can't be done now
     */
    public void seal(HeadSealer sealer) {
        try {
            Optional<ManifestLine> head = head();
            if (head.isPresent()) {
                sealing.seal(head.get(), sealer); // May wait for a timestamp; mails don't.
            }
        } catch (IOException | UncheckedIOException | ManifestFormatException e) {
            throw new ArchiveUnavailableException(name() + ": " + e.getMessage(), e);
        }
    }

    private synchronized Optional<ManifestLine> head() throws IOException {
        return writer.isPresent() || Files.exists(folder.manifest(node))
                ? writer().last()
                : Optional.empty();
    }

    @Override
    public synchronized void close() {
        closeWriter();
    }

    private void write(ArchiveRecord record) throws IOException {
        requireSameFolder();
        Path incoming = folder.incoming(node);
        folder.make(incoming);
        Path temporary = incoming.resolve(record.key() + "." + UUID.randomUUID());
        beingWritten.add(temporary);
        try {
            commit(record, temporary, writeWhole(record, temporary));
        } catch (IOException | RuntimeException | Error e) {
            // The next one to open the manifest throws it away, unless the line is there already.
            beingWritten.remove(temporary);
            throw e;
        }
    }

    /** What is not whole is in the way of the next attempt where the disk is full. */
    private static DigestedFile writeWhole(ArchiveRecord record, Path temporary)
            throws IOException {
        try {
            DigestedFile written = DigestedFile.write(temporary, record.content());
            ArchiveFolder.sync(temporary.getParent());
            return written;
        } catch (IOException | RuntimeException | Error e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private synchronized void commit(ArchiveRecord record, Path temporary, DigestedFile written)
            throws IOException {
        ManifestWriter manifest = writer();
        if (isFiled(record.key())) {
            Files.delete(temporary); // Another thread was faster, or the line was there already.
            beingWritten.remove(temporary);
            return;
        }
        ManifestLine line =
                manifest.next(
                        clock.instant(),
                        record.kind(),
                        written.sha256(),
                        written.size(),
                        record.key());
        try {
            folder.make(folder.day(line.time()));
            manifest.append(line);
            known = Optional.of(line);
            place(temporary, line);
            beingWritten.remove(temporary);
        } catch (IOException | RuntimeException e) {
            beingWritten.remove(temporary); // Before anyone else opens the manifest.
            closeWriter();
            throw e;
        }
    }

    private void place(Path temporary, ManifestLine line) throws IOException {
        Path place = folder.report(line);
        folder.make(place.getParent());
        Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        ArchiveFolder.sync(place.getParent());
        remember(line);
    }

    // Not synced: a key that is lost with the power is made anew when the manifest is opened.
    private void remember(ManifestLine line) throws IOException {
        Path key = folder.key(line.key());
        folder.make(key.getParent());
        String path = folder.root().relativize(folder.report(line)).toString();
        Files.write(key, path.getBytes(StandardCharsets.UTF_8));
    }

    /** By the file itself: a key alone may have been left by a record that was lost. */
    private boolean isFiled(RecordKey key) throws IOException {
        Path entry = folder.key(key);
        if (!Files.exists(entry)) {
            return false;
        }
        String path = Files.readString(entry);
        return !path.isEmpty() && Files.exists(folder.root().resolve(path));
    }

    /** An empty mount point is no new archive. */
    private void requireSameFolder() throws IOException {
        if (known.isPresent() && !Files.exists(folder.manifest(node))) {
            throw new IOException("the archive that was here is gone");
        }
    }

    private ManifestWriter writer() throws IOException {
        if (writer.isPresent() && !writer.get().inPlace()) {
            closeWriter();
        }
        if (writer.isEmpty()) {
            requireSameFolder();
            ManifestWriter opened = ManifestWriter.open(folder, node);
            try {
                requireKnownLine();
                recover(opened);
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
            writer = Optional.of(opened);
        }
        return writer.get();
    }

    private void requireKnownLine() throws IOException {
        if (known.isPresent()) {
            long number = known.get().number();
            try (Manifest manifest = Manifest.open(folder.manifest(node))) {
                if (number >= manifest.lines() || !manifest.line(number).equals(known.get())) {
                    throw new IOException("another archive lies where the archive was");
                }
            }
        }
    }

    private void recover(ManifestWriter opened) throws IOException {
        Optional<ManifestLine> last = opened.last();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.incoming(node))) {
            for (Path file : files) {
                if (!beingWritten.contains(file)) {
                    recover(file, last);
                }
            }
        }
        rememberRecent();
    }

    private void rememberRecent() throws IOException {
        try (Manifest manifest = Manifest.open(folder.manifest(node))) {
            for (long n = Math.max(0, manifest.lines() - RECENT); n < manifest.lines(); n++) {
                ManifestLine line = manifest.line(n);
                if (Files.exists(folder.report(line)) && !isFiled(line.key())) {
                    remember(line);
                }
            }
        }
    }

    private void recover(Path file, Optional<ManifestLine> last) throws IOException {
        if (last.isPresent()
                && !Files.exists(folder.report(last.get()))
                && DigestedFile.read(file).sha256().equals(last.get().report())) {
            LOGGER.info("{}: the record of the last line is moved to its place", name());
            place(file, last.get());
        } else {
            LOGGER.info("{}: {} was not finished and is removed", name(), file.getFileName());
            Files.delete(file);
        }
    }

    private void closeWriter() {
        try {
            if (writer.isPresent()) {
                writer.get().close();
            }
        } catch (IOException e) {
            LOGGER.warn("{}: the manifest can't be closed", name(), e);
        } finally {
            writer = Optional.empty();
        }
    }
}
