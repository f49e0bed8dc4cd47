package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.securemessaging.archive.RecordKey;

/**
 * Where things lie in an archive's folder. Immutable and thread safe.
 *
 * <pre>
 * manifests/NODE.manifest            one line for each record that the node filed
 * manifests/NODE.lock                held by the node's James
 * reports/2026/11/25/SHA-256.eml     the records
 * keys/ab/KEY                        the path of the record with this key
 * incoming/NODE/                     records that are being written
 * seals/NODE/NUMBER-SHA-256.p7m      the manifest's heads, signed from time to time
 * </pre>
 *
 * @param root the archive's folder
 */
public record ArchiveFolder(Path root) {
    /** What a node may be called: it becomes a file's name. */
    public static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final String MANIFEST = ".manifest";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

    /**
     * The manifest of a node.
     *
     * @param node the node's name
     * @return the file, whether or not it is there
     */
    public Path manifest(String node) {
        return manifests().resolve(node + MANIFEST);
    }

    /**
     * All manifests.
     *
     * @return the files, by name; none if there is no archive yet
     * @throws IOException if the folder can't be read
     */
    public List<Path> allManifests() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(manifests())) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(manifests(), "*" + MANIFEST)) {
                files.forEach(found::add);
            }
        }
        found.sort(null);
        return found;
    }

    /**
     * Whose a manifest is.
     *
     * @param manifest one of {@link #allManifests}
     * @return the node's name
     */
    public static String node(Path manifest) {
        String name = manifest.getFileName().toString();
        return name.substring(0, name.length() - MANIFEST.length());
    }

    /**
     * The file of a record.
     *
     * @param line its line in a manifest
     * @return the file, whether or not it is there
     */
    public Path report(ManifestLine line) {
        return reports().resolve(DAY.format(line.time())).resolve(line.report() + ".eml");
    }

    Path manifests() {
        return root.resolve("manifests");
    }

    Path lock(String node) {
        return manifests().resolve(node + ".lock");
    }

    Path reports() {
        return root.resolve("reports");
    }

    Path day(Instant time) {
        return reports().resolve(DAY.format(time));
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path key(RecordKey key) {
        return keys().resolve(key.hex().substring(0, 2)).resolve(key.hex());
    }

    SealFolder seals(String node) {
        return new SealFolder(allSeals().resolve(node));
    }

    /** The nodes that have seals, by name. */
    List<String> sealedNodes() throws IOException {
        List<String> nodes = new ArrayList<>();
        if (Files.isDirectory(allSeals())) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(allSeals())) {
                folders.forEach(each -> nodes.add(each.getFileName().toString()));
            }
        }
        nodes.sort(null);
        return nodes;
    }

    private Path allSeals() {
        return root.resolve("seals");
    }

    Path incoming(String node) {
        return root.resolve("incoming").resolve(node);
    }

    /** Makes a folder below the root, and what is missing above it, so that it stays. */
    void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.equals(root)) {
            throw new IOException(root + " is not there");
        }
        make(folder.getParent());
        try {
            Files.createDirectory(folder, mode(folder.getParent(), "rwx------"));
        } catch (FileAlreadyExistsException e) {
            return; // Another thread or node made it.
        }
        sync(folder.getParent());
    }

    /** What makes a new file or folder readable by its owner alone. */
    static FileAttribute<?>[] mode(Path folder, String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes a folder's entries last, where the system can: POSIX systems sync a folder's file. */
    static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
