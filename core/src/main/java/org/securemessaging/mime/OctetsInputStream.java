package org.securemessaging.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads a window by position. Unbuffered; not thread safe. */
final class OctetsInputStream extends InputStream {
    private final Octets octets;
    private long position;

    OctetsInputStream(Octets octets) {
        this.octets = octets;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (position == octets.length()) {
            return -1;
        }
        int amount = (int) Math.min(count, octets.length() - position);
        octets.storage().read(octets.offset() + position, target, offset, amount);
        position += amount;
        return amount;
    }

    @Override
    public long skip(long count) {
        long amount = Math.max(0, Math.min(count, octets.length() - position));
        position += amount;
        return amount;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, octets.length() - position);
    }
}
