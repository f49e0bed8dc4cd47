package org.securemessaging.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps a working folder for one process, until it is closed or the process ends. */
final class WorkLock implements AutoCloseable {
    private final FileChannel channel;

    private WorkLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Tries to take a folder.
     *
     * @param folder the folder
     * @return the lock, or empty if another process has it
     */
    static Optional<WorkLock> take(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new WorkLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
