package org.securemessaging.integration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A message whose body is one line of any length, without holding it. */
final class EndlessLine extends InputStream {
    private final ByteArrayInputStream header;
    private long left;

    EndlessLine(byte[] header, long length) {
        this.header = new ByteArrayInputStream(header);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = header.read(target, offset, length);
        if (read > 0 || length == 0) {
            return read;
        }
        if (left == 0) {
            return -1;
        }
        int some = (int) Math.min(left, length);
        Arrays.fill(target, offset, offset + some, (byte) 'x');
        left -= some;
        return some;
    }
}
