package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The seals of one node: a file each, in SignedData, named by its number and its SHA-256, since a
 * signature does not cover every octet of its structure. Immutable and thread safe.
 */
final class SealFolder {
    private static final Pattern NAME = Pattern.compile("([0-9]{12})-([0-9a-f]{64})\\.p7m");
    // A signature, a chain of certificates and a timestamp with another: some kilobytes.
    private static final int LARGEST = 1024 * 1024;

    private final Path folder;

    SealFolder(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path file(long number, String sha256) {
        return folder.resolve("%012d-%s.p7m".formatted(number, sha256));
    }

    /** The digest that a seal's name has. */
    static String digest(Path seal) {
        return seal.getFileName().toString().substring(13, 77);
    }

    /** The seals by their numbers. */
    NavigableMap<Long, Path> all() throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (NAME.matcher(name).matches()) {
                        found.put(Long.parseLong(name.substring(0, 12)), file);
                    }
                }
            }
        }
        return found;
    }

    Optional<Map.Entry<Long, Path>> last() throws IOException {
        return Optional.ofNullable(all().lastEntry());
    }

    static byte[] read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new ManifestFormatException("larger than any seal");
        }
        return Files.readAllBytes(file);
    }
}
