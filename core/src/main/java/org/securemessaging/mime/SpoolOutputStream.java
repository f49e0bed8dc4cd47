package org.securemessaging.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes the octets of a message that is being written: on the heap up to a threshold, then in a
 * temporary file. Closed before the message was taken, nothing is left. Not thread safe.
 */
public final class SpoolOutputStream extends OutputStream {
    private final SpoolLimits limits;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private Optional<FileChannel> file = Optional.empty();
    private long length;
    private boolean taken;

    /**
     * An empty spool.
     *
     * @param limits what goes to a file, and how much is too much
     */
    public SpoolOutputStream(SpoolLimits limits) {
        this.limits = limits;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /**
     * Takes octets.
     *
     * @throws MessageTooLargeException if there are more than the maximum
     * @throws IOException if the file can't be written
     */
    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, octets.length);
        if (taken) {
            throw new IllegalStateException("the message was taken already");
        }
        length += count;
        if (length > limits.maximumSize()) {
            throw new MessageTooLargeException(limits.maximumSize());
        }
        if (file.isEmpty() && length > limits.memoryThreshold()) {
            file = Optional.of(TemporaryFile.open(limits.temporaryFolder()));
            MessageBytes.write(file.get(), ByteBuffer.wrap(head.toByteArray()));
            head.reset();
        }
        if (file.isPresent()) {
            MessageBytes.write(file.get(), ByteBuffer.wrap(octets, offset, count));
        } else {
            head.write(octets, offset, count);
        }
    }

    /**
     * The message; nothing can be written afterwards.
     *
     * @return the octets, to be closed by the caller
     */
    public MessageBytes take() {
        taken = true;
        return file.map(channel -> MessageBytes.in(channel, length))
                .orElseGet(() -> MessageBytes.of(head.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        if (!taken && file.isPresent()) {
            file.get().close();
        }
    }
}
