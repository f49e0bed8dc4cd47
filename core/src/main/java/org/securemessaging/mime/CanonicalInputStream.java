package org.securemessaging.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Reads octets in the canonical form that a signature covers (RFC 8551 §3.1.1): every LF without a
 * CR before it becomes CRLF. CRLF stays, and so does a lone CR.
 *
 * <p>Searches eight octets at a time and copies in ranges; {@link #transferTo} writes the ranges
 * without copying. Not thread safe.
 */
public final class CanonicalInputStream extends InputStream {
    private static final int CAPACITY = 32 * 1024;
    private static final byte[] LINE_BREAK = {'\r', '\n'};

    private final InputStream source;
    private final byte[] buffer;
    private int position;
    private int count;
    private int bare;
    private boolean afterReturn;
    private boolean returnGiven;

    /**
     * Reads a window.
     *
     * @param octets the octets as they arrived
     */
    public CanonicalInputStream(Octets octets) {
        this(octets.open(), (int) Math.max(1, Math.min(CAPACITY, octets.length())));
    }

    /**
     * Reads another stream, which is closed with this one.
     *
     * @param source the octets as they arrived
     */
    public CanonicalInputStream(InputStream source) {
        this(source, CAPACITY);
    }

    private CanonicalInputStream(InputStream source, int capacity) {
        this.source = source;
        this.buffer = new byte[capacity];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int done = 0;
        while (done < length && position < count) {
            done += step(target, offset + done, length - done);
        }
        return done;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long written = 0;
        while (fill()) {
            if (bare > position) {
                out.write(buffer, position, bare - position);
                written += bare - position;
                position = bare;
            }
            if (position < count) {
                int from = returnGiven ? 1 : 0;
                out.write(LINE_BREAK, from, 2 - from);
                written += 2 - from;
                passLineFeed();
            }
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Gives a range up to the next bare line feed, or one octet of the line break made of it. */
    private int step(byte[] target, int offset, int room) {
        if (position < bare) {
            int amount = Math.min(room, bare - position);
            System.arraycopy(buffer, position, target, offset, amount);
            position += amount;
            return amount;
        }
        if (!returnGiven) {
            target[offset] = '\r';
            returnGiven = true;
        } else {
            target[offset] = '\n';
            passLineFeed();
        }
        return 1;
    }

    private void passLineFeed() {
        position++;
        returnGiven = false;
        bare = OctetSearch.indexOfBareLineFeed(buffer, position, count, false);
    }

    private boolean fill() throws IOException {
        if (position < count) {
            return true;
        }
        int got = source.read(buffer, 0, buffer.length);
        if (got <= 0) {
            return false;
        }
        position = 0;
        count = got;
        bare = OctetSearch.indexOfBareLineFeed(buffer, 0, count, afterReturn);
        afterReturn = buffer[count - 1] == '\r';
        return true;
    }
}
