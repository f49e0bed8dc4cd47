package org.securemessaging.mime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The octets of a message as they arrived: on the heap below a threshold, else in a temporary file
 * of mode 0600 that is gone after {@link #close}, or after a kill.
 *
 * <p>Immutable, and thread safe to read. Like every {@link FileChannel}, that of a file closes if a
 * thread is interrupted while it reads. After {@code close} the windows over a file fail with an
 * {@link IOException} or {@link java.io.UncheckedIOException}.
 */
public final class MessageBytes implements Closeable {
    private static final int COPY_BUFFER = 64 * 1024;

    private final Storage storage;

    private MessageBytes(Storage storage) {
        this.storage = storage;
    }

    /**
     * Reads a stream to its end. The stream is not closed.
     *
     * @param in the octets
     * @param limits what goes to a file, and how much is too much
     * @return the octets, to be closed by the caller
     * @throws MessageTooLargeException if the stream holds more than the maximum
     * @throws IOException if the stream can't be read or the file not written; no file is left
     */
    public static MessageBytes read(InputStream in, SpoolLimits limits) throws IOException {
        byte[] head = in.readNBytes(limits.memoryThreshold() + 1);
        if (head.length > limits.maximumSize()) {
            throw new MessageTooLargeException(limits.maximumSize());
        }
        if (head.length <= limits.memoryThreshold()) {
            return of(head);
        }
        FileChannel channel = TemporaryFile.open(limits.temporaryFolder());
        try {
            long length = copy(head, in, channel, limits.maximumSize());
            return new MessageBytes(new FileStorage(channel, length));
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Octets that are on the heap already.
     *
     * @param bytes the octets; not copied, so they must not be changed afterwards
     * @return the octets
     */
    public static MessageBytes of(byte[] bytes) {
        return new MessageBytes(new HeapStorage(bytes));
    }

    /**
     * A file that is read in place and not deleted.
     *
     * @param file the file, which must not be changed while it is read
     * @return the octets, to be closed by the caller
     * @throws IOException if the file can't be opened
     */
    public static MessageBytes of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new MessageBytes(new FileStorage(channel, channel.size()));
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * All octets.
     *
     * @return a window over the whole
     */
    public Octets octets() {
        return new Octets(storage, 0, storage.length());
    }

    /**
     * Lets go of the file, if there is one.
     *
     * @throws IOException if the system can't close it
     */
    @Override
    public void close() throws IOException {
        storage.close();
    }

    private static long copy(byte[] head, InputStream in, FileChannel channel, long maximum)
            throws IOException {
        long length = head.length;
        write(channel, ByteBuffer.wrap(head));
        byte[] buffer = new byte[COPY_BUFFER];
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            length += got;
            if (length > maximum) {
                throw new MessageTooLargeException(maximum);
            }
            write(channel, ByteBuffer.wrap(buffer, 0, got));
        }
        return length;
    }

    /** Octets of a temporary file, which is gone when they are closed. */
    static MessageBytes in(FileChannel temporary, long length) {
        return new MessageBytes(new FileStorage(temporary, length));
    }

    static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            // Small steps, for the reason that FileStorage gives.
            bytes.limit(Math.min(end, bytes.position() + COPY_BUFFER));
            channel.write(bytes);
        }
    }
}
