package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.archive.journal.JournalText;
import org.securemessaging.archive.protection.RecordOpener;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimitException;

/**
 * Finds and reads the records of a folder, while servers may go on filing. Thread safe.
 *
 * <p>There is no index: the manifests say when what was filed, and the records themselves the rest,
 * so that nothing has to be kept in step and nothing about a mail lies anywhere else.
 */
public final class ArchiveReader {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8,64}");

    private static final MessageBytes NOTHING = MessageBytes.of(new byte[0]);

    private final ArchiveFolder folder;
    private final JournalReader reports = new JournalReader();
    private final RecordOpener opener;

    /**
     * A reader of what is not encrypted.
     *
     * @param root the archive's folder
     */
    public ArchiveReader(Path root) {
        this(root, RecordOpener.none());
    }

    /**
     * A reader.
     *
     * @param root the archive's folder
     * @param opener opens what is encrypted
     */
    public ArchiveReader(Path root, RecordOpener opener) {
        this.folder = new ArchiveFolder(root);
        this.opener = opener;
    }

    /**
     * Looks for records, the oldest first.
     *
     * @param query which
     * @param consumer is given each
     * @throws IOException if a manifest or a record can't be read
     * @throws ManifestFormatException if a manifest is damaged
     */
    public void search(ArchiveQuery query, Consumer<FoundRecord> consumer) throws IOException {
        search(
                query,
                line -> true,
                found -> {
                    consumer.accept(found);
                    return true;
                });
    }

    /**
     * Looks for records, the oldest first, until it was long enough or there are enough of them.
     *
     * @param query which
     * @param patience is asked before a record of the period is looked at; false ends the search
     * @param consumer is given each that was looked for; false ends the search
     * @throws IOException if a manifest or a record can't be read
     * @throws ManifestFormatException if a manifest is damaged
     */
    public void search(
            ArchiveQuery query, Predicate<ManifestLine> patience, Predicate<FoundRecord> consumer)
            throws IOException {
        walk(
                (node, line) -> {
                    if (!query.matches(line.time())) {
                        return true;
                    }
                    if (!patience.test(line)) {
                        return false;
                    }
                    Optional<JournalText> text = text(line);
                    boolean wanted = text.map(query::matches).orElse(!query.asksForText());
                    return !wanted || consumer.test(new FoundRecord(node, line, text));
                });
    }

    /**
     * Finds records by name.
     *
     * @param id the first eight or more digits of a file's SHA-256 digest or of a key
     * @return those that have it; more than one if too few digits were given
     * @throws IOException if a manifest or a record can't be read
     * @throws ManifestFormatException if a manifest is damaged
     */
    public List<FoundRecord> find(String id) throws IOException {
        List<FoundRecord> found = new ArrayList<>();
        if (ID.matcher(id).matches()) {
            Predicate<ManifestLine> named =
                    line -> line.report().startsWith(id) || line.key().hex().startsWith(id);
            walk(
                    (node, line) -> {
                        if (named.test(line)) {
                            found.add(new FoundRecord(node, line, text(line)));
                        }
                        return true;
                    });
        }
        return found;
    }

    /**
     * Opens a record after its digest was checked.
     *
     * @param line its line in the manifest
     * @return its octets, to be closed
     * @throws RecordChangedException if it is missing, or not the one that was filed
     * @throws IOException if it can't be read
     */
    public MessageBytes open(ManifestLine line) throws IOException {
        Path file = folder.report(line);
        try {
            if (!DigestedFile.read(file).equals(new DigestedFile(line.report(), line.size()))) {
                throw new RecordChangedException(file + " is not the record that was filed");
            }
            return MessageBytes.of(file);
        } catch (NoSuchFileException e) {
            throw new RecordChangedException(file + " is missing");
        }
    }

    /**
     * Opens a record after its digest was checked, and decrypts it if it is encrypted.
     *
     * @param line its line in the manifest
     * @return the report, to be closed; empty if no key opens it
     * @throws RecordChangedException if it is missing, or not the one that was filed
     * @throws IOException if it can't be read
     */
    public Optional<MessageBytes> openClear(ManifestLine line) throws IOException {
        MessageBytes record = open(line);
        try {
            if (!opener.isSealed(record.octets())) {
                return Optional.of(record);
            }
            Optional<MessageBytes> clear = opener.open(record.octets());
            record.close();
            return clear;
        } catch (IOException | RuntimeException | Error e) {
            record.close();
            throw e;
        }
    }

    /**
     * Whether a record with a key was filed.
     *
     * @param key the key
     * @return true if so
     */
    public boolean holds(RecordKey key) {
        return Files.exists(folder.key(key));
    }

    private interface Visitor {
        /** Whether to go on. */
        boolean visit(String node, ManifestLine line) throws IOException;
    }

    /** All lines of all nodes, by time as far as their clocks agree. */
    private void walk(Visitor visitor) throws IOException {
        List<Cursor> cursors = new ArrayList<>();
        try {
            for (Path file : folder.allManifests()) {
                cursors.add(new Cursor(ArchiveFolder.node(file), Manifest.open(file)));
            }
            PriorityQueue<Cursor> next =
                    new PriorityQueue<>(Comparator.comparing(cursor -> cursor.line.time()));
            for (Cursor cursor : cursors) {
                if (cursor.advance()) {
                    next.add(cursor);
                }
            }
            while (!next.isEmpty()) {
                Cursor first = next.remove();
                if (!visitor.visit(first.node, first.line)) {
                    return;
                }
                if (first.advance()) {
                    next.add(first);
                }
            }
        } finally {
            for (Cursor cursor : cursors) {
                cursor.manifest.close();
            }
        }
    }

    private Optional<JournalText> text(ManifestLine line) throws IOException {
        try (MessageBytes record = MessageBytes.of(folder.report(line))) {
            if (!opener.isSealed(record.octets())) {
                return reports.text(record.octets());
            }
            try (MessageBytes clear = opener.open(record.octets()).orElse(NOTHING)) {
                return reports.text(clear.octets());
            }
        } catch (NoSuchFileException | MimeLimitException e) {
            return Optional.empty();
        }
    }

    /** A place in a manifest. */
    private static final class Cursor {
        private final String node;
        private final Manifest manifest;
        private long number;
        private ManifestLine line;

        Cursor(String node, Manifest manifest) {
            this.node = node;
            this.manifest = manifest;
        }

        boolean advance() throws IOException {
            if (number >= manifest.lines()) {
                return false;
            }
            line = manifest.line(number++);
            return true;
        }
    }
}
