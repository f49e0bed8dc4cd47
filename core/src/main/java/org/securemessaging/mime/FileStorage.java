package org.securemessaging.mime;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Octets in an open file, read by position. */
final class FileStorage implements Storage {
    /**
     * The most that is read at once, in octets: the JDK copies through a direct buffer as large as
     * the request and keeps it for the thread, so a large request would cost memory off the heap.
     */
    private static final int LARGEST_READ = 64 * 1024;

    private final FileChannel channel;
    private final long length;

    FileStorage(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int wanted = Math.min(count - done, LARGEST_READ);
            ByteBuffer buffer = ByteBuffer.wrap(target, offset + done, wanted);
            int got = channel.read(buffer, position + done);
            if (got < 0) {
                throw new EOFException("the file was cut while it was read, at " + position);
            }
            done += got;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
