package org.securemessaging.archive.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordContent;

/**
 * What a file holds.
 *
 * @param sha256 in lower-case hexadecimal digits
 * @param size in octets
 */
record DigestedFile(String sha256, long size) {
    private static final int BUFFER = 64 * 1024;

    /** Writes a new file and syncs it. */
    static DigestedFile write(Path file, RecordContent content) throws IOException {
        MessageDigest digest = sha256Digest();
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                ArchiveFolder.mode(file.getParent(), "rw-------"));
                OutputStream out =
                        new BufferedOutputStream(
                                new DigestOutputStream(Channels.newOutputStream(channel), digest),
                                BUFFER)) {
            content.writeTo(out, Carriage.BINARY);
            out.flush();
            channel.force(true);
            return new DigestedFile(HexFormat.of().formatHex(digest.digest()), channel.size());
        }
    }

    /** Reads a file to its end. */
    static DigestedFile read(Path file) throws IOException {
        MessageDigest digest = sha256Digest();
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
                size += got;
            }
        }
        return new DigestedFile(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
