package org.securemessaging.trust.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A trust list's file, opened to be changed: comments, empty lines and the order of what is not
 * touched stay. Nothing is written before {@link #save()}. One thread uses it.
 */
public final class TrustListFile {
    private final Path path;
    private final List<String> lines;

    private TrustListFile(Path path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    /**
     * Opens a list.
     *
     * @param path the file; need not exist yet
     * @return the list as it is now
     * @throws TrustListFormatException if a line is malformed
     * @throws UncheckedIOException if it can't be read
     */
    public static TrustListFile open(Path path) {
        String text = Files.exists(path) ? read(path) : "";
        TrustListText.parse(text, path.toString());
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\\R", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return new TrustListFile(path, lines);
    }

    /**
     * The list with the changes made so far.
     *
     * @return the list
     */
    public TrustList list() {
        return TrustListText.parse(String.join("\n", lines), path.toString());
    }

    /**
     * Adds an entry at the end.
     *
     * @param entry the entry
     * @return false if the same one stands there already, and nothing was added
     */
    public boolean add(TrustListEntry entry) {
        return addAll(List.of(entry)) == 1;
    }

    /**
     * Adds entries at the end.
     *
     * @param entries the entries
     * @return how many were added, and did not stand there already
     */
    public int addAll(List<? extends TrustListEntry> entries) {
        Set<TrustListEntry> present = new HashSet<>(list().entries());
        int before = present.size();
        for (TrustListEntry entry : entries) {
            if (present.add(entry)) {
                lines.add(TrustListText.format(entry));
            }
        }
        return present.size() - before;
    }

    /**
     * Takes entries out.
     *
     * @param which those to take
     * @return how many were taken
     */
    public int remove(Predicate<TrustListEntry> which) {
        int before = lines.size();
        lines.removeIf(
                line ->
                        TrustListText.isEntry(line)
                                && which.test(TrustListText.parse(line, path.toString(), 0)));
        return before - lines.size();
    }

    /**
     * Writes the list to its place, whole or not at all: a reader sees the old one or the new one.
     *
     * @throws UncheckedIOException if it can't be written; the old file is then as it was
     */
    public void save() {
        try {
            // Of a link the file it leads to is replaced, and the link stays.
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path folder = target.getParent();
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".new");
            try {
                write(temporary);
                keepPermissions(target, temporary);
                Files.move(
                        temporary,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": can't be written", e);
        }
    }

    static TrustList parse(Path path) {
        return TrustListText.parse(read(path), path.toString());
    }

    private void write(Path temporary) throws IOException {
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    /** The server may run as another user than the one who edits. */
    private static void keepPermissions(Path from, Path to) throws IOException {
        if (Files.getFileStore(to).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    to,
                    Files.exists(from)
                            ? Files.getPosixFilePermissions(from)
                            : PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static String read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] octets = in.readNBytes(TrustListText.MAXIMUM_OCTETS + 1);
            return TrustListText.decode(octets, path.toString());
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(path + ": does not exist", e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": can't be read", e);
        }
    }
}
