package org.securemessaging.archive.folder;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads a manifest while its node may go on writing: as many lines as it had when it was opened.
 * Not thread safe; to be closed.
 */
public final class Manifest implements AutoCloseable {
    private static final int LINES_AT_ONCE = 200;

    private final FileChannel channel;
    private final long length;
    private byte[] block = new byte[0];
    private long blockStart = -1;

    private Manifest(FileChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
    }

    /**
     * Opens a manifest.
     *
     * @param file the file
     * @return the manifest
     * @throws IOException if it can't be opened
     */
    public static Manifest open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Manifest(channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * How many whole lines there are.
     *
     * @return the number, which does not change
     */
    public long lines() {
        return length / ManifestLine.LENGTH;
    }

    /**
     * How many octets stand behind the last whole line: after a kill there may be the start of a
     * line there, which never counted.
     *
     * @return the number; 0 if there is no torn line
     */
    public int torn() {
        return (int) (length % ManifestLine.LENGTH);
    }

    /**
     * Reads one line. Whether it goes with its neighbours is not looked at.
     *
     * @param number which, from 0
     * @return the line
     * @throws ManifestFormatException if it is malformed or was changed
     * @throws IndexOutOfBoundsException if there is no such line
     * @throws IOException if it can't be read
     */
    public ManifestLine line(long number) throws IOException {
        if (number < 0 || number >= lines()) {
            throw new IndexOutOfBoundsException("line " + number + " of " + lines());
        }
        if (blockStart < 0 || number < blockStart || number >= blockStart + LINES_AT_ONCE) {
            fill(number - number % LINES_AT_ONCE);
        }
        int start = (int) (number - blockStart) * ManifestLine.LENGTH;
        return ManifestLine.parse(Arrays.copyOfRange(block, start, start + ManifestLine.LENGTH));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void fill(long first) throws IOException {
        int count = (int) Math.min(LINES_AT_ONCE, lines() - first);
        ByteBuffer buffer = ByteBuffer.allocate(count * ManifestLine.LENGTH);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, first * ManifestLine.LENGTH + buffer.position()) < 0) {
                throw new EOFException("the manifest was cut while it was read");
            }
        }
        block = buffer.array();
        blockStart = first;
    }
}
