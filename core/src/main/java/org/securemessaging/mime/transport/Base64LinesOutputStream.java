package org.securemessaging.mime.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Writes octets as base64 in lines of 76 characters (RFC 2045 §6.8), each ended by CRLF. Encodes in
 * bulk, which is many times faster than the JDK's line by line. Not thread safe.
 */
public final class Base64LinesOutputStream extends OutputStream {
    private static final int LINE = 76;
    private static final int OCTETS_PER_LINE = LINE / 4 * 3;

    /** Lines encoded at once: 27 KiB in, 37 KiB out, which stays in a core's cache. */
    private static final int LINES = 480;

    private final OutputStream target;
    private final byte[] plain = new byte[OCTETS_PER_LINE * LINES];
    private final byte[] encoded = new byte[LINE * LINES];
    private final byte[] lines = new byte[(LINE + 2) * LINES];
    private int count;
    private boolean closed;

    /**
     * Encodes for a stream.
     *
     * @param target takes the lines; neither flushed nor closed with this stream
     */
    public Base64LinesOutputStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        int from = offset;
        int left = length;
        while (left > 0) {
            int amount = Math.min(left, plain.length - count);
            System.arraycopy(octets, from, plain, count, amount);
            count += amount;
            from += amount;
            left -= amount;
            if (count == plain.length) {
                encode();
            }
        }
    }

    /** Writes the last line. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            encode();
        }
    }

    private void encode() throws IOException {
        byte[] input = count == plain.length ? plain : Arrays.copyOf(plain, count);
        int length = Base64.getEncoder().encode(input, encoded);
        int written = 0;
        for (int from = 0; from < length; from += LINE) {
            int amount = Math.min(LINE, length - from);
            System.arraycopy(encoded, from, lines, written, amount);
            written += amount;
            lines[written++] = '\r';
            lines[written++] = '\n';
        }
        target.write(lines, 0, written);
        count = 0;
    }
}
