package org.securemessaging.mime.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Octets as quoted-printable (RFC 2045 §6.7) in which no mail server finds anything to change:
 * white space at the end of a line, "From " and a dot at its start are escaped, and so are two
 * hyphens, so that no line becomes a delimiter that was none. Not thread safe.
 */
final class QuotedPrintableLinesInputStream extends InputStream {
    private static final int LONGEST = 76;
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private final InputStream source;
    private final boolean feedIsBreak;

    /** Room for a soft line break and an escaped octet. */
    private final byte[] pending = new byte[6];

    private int position;
    private int count;
    private int column;
    private int current;
    private int next;

    /**
     * Encodes a stream.
     *
     * @param source the octets; closed with this stream
     * @param feedIsBreak whether an LF without CR is a line break, rather than an octet
     */
    QuotedPrintableLinesInputStream(InputStream source, boolean feedIsBreak) throws IOException {
        this.source = new BufferedInputStream(source);
        this.feedIsBreak = feedIsBreak;
        this.current = this.source.read();
        this.next = this.source.read();
    }

    @Override
    public int read() throws IOException {
        if (position == count && !encode()) {
            return -1;
        }
        return pending[position++];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int octet = read();
            if (octet < 0) {
                return done == 0 ? -1 : done;
            }
            target[offset + done++] = (byte) octet;
        }
        return done;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Encodes one octet, or one line break. */
    private boolean encode() throws IOException {
        if (current < 0) {
            return false;
        }
        position = 0;
        count = 0;
        if (atBreak()) {
            if (current == '\r') {
                advance();
            }
            put('\r');
            put('\n');
            column = 0;
        } else {
            octet();
        }
        advance();
        return true;
    }

    private void octet() {
        int width = escaped() ? 3 : 1;
        if (column + width > LONGEST - 1) {
            put('=');
            put('\r');
            put('\n');
            column = 0;
            width = escaped() ? 3 : 1;
        }
        if (width == 1) {
            put(current);
        } else {
            put('=');
            put(HEX[current >> 4]);
            put(HEX[current & 0xf]);
        }
        column += width;
    }

    private boolean atBreak() {
        return current == '\r' ? next == '\n' : current == '\n' && feedIsBreak;
    }

    private boolean escaped() {
        if (current == ' ' || current == '\t') {
            return next < 0 || next == '\r' || next == '\n';
        }
        if (current == '=' || current < ' ' || current > '~') {
            return true;
        }
        return column == 0
                && (current == '.'
                        || (current == 'F' && next == 'r')
                        || (current == '-' && next == '-'));
    }

    private void advance() throws IOException {
        current = next;
        next = current < 0 ? -1 : source.read();
    }

    private void put(int octet) {
        pending[count++] = (byte) octet;
    }
}
