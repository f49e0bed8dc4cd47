package org.securemessaging.mime.transport;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.securemessaging.mime.Octets;

/**
 * What in a body some mail server on the way may change or refuse (RFC 2049 §4, RFC 8551 §3.1.2).
 *
 * @param length how many octets there are
 * @param eightBit how many octets are not ASCII
 * @param nul whether there is a NUL
 * @param bareReturn whether a CR stands without LF
 * @param bareLineFeed whether an LF stands without CR
 * @param longLine whether a line has more than 998 octets (RFC 5322 §2.1.1)
 * @param trailingSpace whether a line ends in white space, which some strip
 * @param fromLine whether a line starts with "From ", before which some put ">"
 */
record BodyScan(
        long length,
        long eightBit,
        boolean nul,
        boolean bareReturn,
        boolean bareLineFeed,
        boolean longLine,
        boolean trailingSpace,
        boolean fromLine) {
    private static final int LONGEST_LINE = 998;

    /** Looks at octets, one pass in bounded memory. */
    static BodyScan of(Octets octets) throws IOException {
        try (InputStream in = octets.open()) {
            return new Scanner().scan(in);
        }
    }

    /** Whether nothing happens to it on the way, its line ends aside. */
    boolean safe() {
        return eightBit == 0 && !nul && !bareReturn && !longLine && !trailingSpace && !fromLine;
    }

    /** Whether it is passed on as it is by all but the strictest, as what is no content may be. */
    boolean passable() {
        return eightBit == 0 && !nul && !bareReturn && !longLine;
    }

    /** Whether base64 is shorter than quoted-printable, and no less readable. */
    boolean dense() {
        return nul || eightBit > length / 5;
    }

    /** Reads line by line, and within a line eight octets at a time. */
    private static final class Scanner {
        private static final VarHandle WORD =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long LOW = 0x0101010101010101L;
        private static final long SEVEN = 0x7f7f7f7f7f7f7f7fL;
        private static final long HIGH = ~SEVEN;

        /** Large beside a line, small beside any heap. */
        private static final int CAPACITY = 64 * 1024;

        private final byte[] buffer = new byte[CAPACITY];
        private long length;
        private long eightBit;
        private boolean nul;
        private boolean bareReturn;
        private boolean bareLineFeed;
        private boolean longLine;
        private boolean trailingSpace;
        private boolean fromLine;

        BodyScan scan(InputStream in) throws IOException {
            int kept = 0;
            for (int got = fill(in, kept); got > 0; got = fill(in, kept)) {
                length += got;
                int count = kept + got;
                int start = lines(count);
                kept = count - start;
                if (kept == CAPACITY) {
                    // No line has that length: it is too long already, whatever follows.
                    longLine = true;
                    line(0, count, count);
                    kept = 0;
                } else {
                    System.arraycopy(buffer, start, buffer, 0, kept);
                }
            }
            if (kept > 0) {
                line(0, kept, kept);
            }
            return new BodyScan(
                    length,
                    eightBit,
                    nul,
                    bareReturn,
                    bareLineFeed,
                    longLine,
                    trailingSpace,
                    fromLine);
        }

        private int fill(InputStream in, int from) throws IOException {
            return in.read(buffer, from, CAPACITY - from);
        }

        /** Looks at all whole lines, and says where the rest starts. */
        private int lines(int count) {
            int start = 0;
            for (int feed = feed(start, count); feed < count; feed = feed(start, count)) {
                boolean crlf = feed > start && buffer[feed - 1] == '\r';
                bareLineFeed |= !crlf;
                line(start, crlf ? feed - 1 : feed, feed);
                start = feed + 1;
            }
            return start;
        }

        private void line(int from, int to, int end) {
            longLine |= end - from > LONGEST_LINE + 1;
            if (to > from) {
                byte last = buffer[to - 1];
                trailingSpace |= last == ' ' || last == '\t';
                fromLine |=
                        to - from >= 5
                                && buffer[from] == 'F'
                                && buffer[from + 1] == 'r'
                                && buffer[from + 2] == 'o'
                                && buffer[from + 3] == 'm'
                                && buffer[from + 4] == ' ';
            }
            int at = from;
            for (; at <= to - Long.BYTES; at += Long.BYTES) {
                long word = (long) WORD.get(buffer, at);
                eightBit += Long.bitCount(word & HIGH);
                nul |= zeros(word) != 0;
                bareReturn |= zeros(word ^ LOW * '\r') != 0;
            }
            for (; at < to; at++) {
                eightBit += buffer[at] < 0 ? 1 : 0;
                nul |= buffer[at] == 0;
                bareReturn |= buffer[at] == '\r';
            }
        }

        /** The first line feed in a range, or the range's end. */
        private int feed(int from, int to) {
            int at = from;
            for (; at <= to - Long.BYTES; at += Long.BYTES) {
                long found = zeros((long) WORD.get(buffer, at) ^ LOW * '\n');
                if (found != 0) {
                    return at + (Long.numberOfTrailingZeros(found) >>> 3);
                }
            }
            while (at < to && buffer[at] != '\n') {
                at++;
            }
            return at;
        }

        /** The top bit of every octet that is zero, and no other bit. */
        private static long zeros(long word) {
            return ~(((word & SEVEN) + SEVEN) | word | SEVEN);
        }
    }
}
