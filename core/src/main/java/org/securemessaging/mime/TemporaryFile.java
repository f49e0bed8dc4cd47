package org.securemessaging.mime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Opens a new file that nobody else can read and that vanishes with its channel. On POSIX systems
 * the JDK removes the name at once, so that nothing is left even if the process is killed.
 */
final class TemporaryFile {
    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);

    private TemporaryFile() {}

    static FileChannel open(Path folder) throws IOException {
        Path path = folder.resolve("message-" + UUID.randomUUID() + ".tmp");
        return FileChannel.open(path, OPTIONS, ownerOnly(folder));
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
