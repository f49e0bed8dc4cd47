package org.securemessaging.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Decodes quoted-printable (RFC 2045 §6.7) in bounded memory and linear time.
 *
 * <p>MIME4J's decoder keeps a run of white space on the heap until it sees whether a line ends
 * behind it, however long the run; here the octets are looked at again. White space at the end of a
 * line is dropped, a bare LF is a line break, and an equals sign that escapes nothing stays, or
 * strictly is an error. Not thread safe.
 */
final class QuotedPrintableBodyInputStream extends InputStream {
    private final Window window;
    private final boolean strict;
    private long position;
    private long blanksKeptTo;
    private boolean lineFeedDue;

    QuotedPrintableBodyInputStream(Octets body, boolean strict) {
        this.window = new Window(body);
        this.strict = strict;
    }

    @Override
    public int read() throws IOException {
        if (lineFeedDue) {
            lineFeedDue = false;
            return '\n';
        }
        while (position < window.length()) {
            int octet = window.at(position);
            if (octet == '=') {
                long softBreakEnd = lineEnd(endOfBlanks(position + 1));
                if (softBreakEnd < 0) {
                    return escaped();
                }
                position = softBreakEnd;
            } else if (isBlank(octet) && position >= blanksKeptTo) {
                passBlanks();
            } else {
                return literal(octet);
            }
        }
        return -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        int done = 0;
        while (done < count) {
            int octet = read();
            if (octet < 0) {
                return done == 0 ? -1 : done;
            }
            target[offset + done++] = (byte) octet;
        }
        return done;
    }

    private int literal(int octet) {
        boolean lineBreak = octet == '\n' || (octet == '\r' && window.at(position + 1) == '\n');
        if (lineBreak) {
            position = lineEnd(position);
            lineFeedDue = true;
            return '\r';
        }
        position++;
        return octet;
    }

    private int escaped() throws IOException {
        int high = Character.digit(window.at(position + 1), 16);
        int low = Character.digit(window.at(position + 2), 16);
        if (high >= 0 && low >= 0) {
            position += 3;
            return high << 4 | low;
        }
        if (strict) {
            throw new MalformedEncodingException("an equals sign that escapes nothing");
        }
        position++;
        return '=';
    }

    /** Drops blanks before the end of a line, and marks others as seen. */
    private void passBlanks() {
        long end = endOfBlanks(position);
        if (lineEnd(end) >= 0) {
            position = end;
        } else {
            blanksKeptTo = end;
        }
    }

    private long endOfBlanks(long from) {
        long at = from;
        while (isBlank(window.at(at))) {
            at++;
        }
        return at;
    }

    /** Where the next line starts if this one ends at a position, else -1. */
    private long lineEnd(long at) {
        int octet = window.at(at);
        if (octet < 0) {
            return window.length();
        }
        if (octet == '\n') {
            return at + 1;
        }
        return octet == '\r' && window.at(at + 1) == '\n' ? at + 2 : -1;
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }
}
