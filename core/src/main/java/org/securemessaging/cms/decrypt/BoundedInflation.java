package org.securemessaging.cms.decrypt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import org.securemessaging.cms.CmsLimitException;

/** An inflation that ends when it makes too much of too little. One use by one thread. */
final class BoundedInflation extends FilterInputStream {
    /** A short text of one letter compresses a thousandfold and is no attack. */
    private static final long FREE = 1 << 20;

    private final Inflater inflater;
    private final int ratio;
    private long made;

    BoundedInflation(InputStream inflating, Inflater inflater, int ratio) {
        super(inflating);
        this.inflater = inflater;
        this.ratio = ratio;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int got = super.read(buffer, offset, count);
        made += Math.max(0, got);
        if (made > FREE && made / ratio > inflater.getBytesRead()) {
            throw new CmsLimitException("expands more than " + ratio + " times");
        }
        return got;
    }
}
