package org.securemessaging.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/** Writes files that only their owner may read. Stateless. */
final class OwnerFile {
    private OwnerFile() {}

    /**
     * Creates a file, of which nobody sees a part. Where the one who writes it is not the folder's
     * owner but may give files away, it is given to that one: it is the server that will read it.
     *
     * @param target the file, which is not there yet
     * @param octets what it will hold, safe on the disk when this returns
     * @throws FileAlreadyExistsException if it is there
     * @throws IOException if it can't be written
     */
    static void create(Path target, byte[] octets) throws IOException {
        // Whoever follows the folder passes over names with a dot in front.
        Path temporary = Files.createTempFile(target.toAbsolutePath().getParent(), ".", ".new");
        try {
            restrict(temporary);
            write(temporary, octets);
            give(temporary, Files.getOwner(target.toAbsolutePath().getParent()));
            place(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(target.toAbsolutePath().getParent());
    }

    private static void restrict(Path file) throws IOException {
        if (isPosix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void write(Path file, byte[] octets) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void give(Path file, UserPrincipal owner) throws IOException {
        if (!Files.getOwner(file).equals(owner)) {
            try {
                Files.setOwner(file, owner);
            } catch (IOException | UnsupportedOperationException e) {
                throw new IOException(
                        file.getParent()
                                + " belongs to "
                                + owner.getName()
                                + ", who could not read what you write there: import as that user",
                        e);
            }
        }
    }

    /** A link is never made over a file that is there; a move might be. */
    private static void place(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems know no links.
            Files.move(temporary, target);
        }
    }

    private static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }
}
