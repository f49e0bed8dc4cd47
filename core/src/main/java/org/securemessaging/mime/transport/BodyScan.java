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
            return new Scanner(octets.length()).scan(in);
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

    /** Reads eight octets at a time; only control characters are looked at one by one. */
    private static final class Scanner {
        private static final VarHandle WORD =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long LOW = 0x0101010101010101L;
        private static final long HIGH = 0x8080808080808080L;

        /** Large beside a line, small beside any heap. */
        private static final int CAPACITY = 64 * 1024;

        private final byte[] buffer;
        private int lineStart;
        private long length;
        private long eightBit;
        private boolean nul;
        private boolean bareReturn;
        private boolean bareLineFeed;
        private boolean longLine;
        private boolean trailingSpace;
        private boolean fromLine;

        Scanner(long expected) {
            this.buffer = new byte[(int) Math.min(CAPACITY, expected + 1)];
        }

        BodyScan scan(InputStream in) throws IOException {
            int kept = 0;
            for (int got = fill(in, kept); got > 0; got = fill(in, kept)) {
                length += got;
                int count = kept + got;
                int end = lastLineEnd(count);
                if (end == 0 && count == CAPACITY) {
                    // No line has that length: it is too long already, whatever follows.
                    longLine = true;
                    end = count;
                }
                lines(end);
                kept = count - end;
                System.arraycopy(buffer, end, buffer, 0, kept);
            }
            lines(kept);
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
            return in.read(buffer, from, buffer.length - from);
        }

        /** Where the last line that is there as a whole ends. */
        private int lastLineEnd(int count) {
            int end = count;
            while (end > 0 && buffer[end - 1] != '\n') {
                end--;
            }
            return end;
        }

        /** Looks at lines, the last of which may have no end. */
        private void lines(int count) {
            lineStart = 0;
            int at = 0;
            for (; at <= count - Long.BYTES; at += Long.BYTES) {
                long word = (long) WORD.get(buffer, at);
                eightBit += Long.bitCount(word & HIGH);
                for (long found = controls(word); found != 0; found &= found - 1) {
                    control(at + (Long.numberOfTrailingZeros(found) >>> 3), count);
                }
            }
            for (; at < count; at++) {
                eightBit += buffer[at] < 0 ? 1 : 0;
                control(at, count);
            }
            if (lineStart < count) {
                line(lineStart, count, count);
            }
        }

        /**
         * The top bit of every octet of ASCII below 14, which are few in a text, and here and there
         * that of another one behind such an octet.
         */
        private static long controls(long word) {
            return (word - LOW * ('\r' + 1)) & ~word & HIGH;
        }

        private void control(int at, int count) {
            switch (buffer[at]) {
                case 0 -> nul = true;
                case '\r' -> bareReturn |= at + 1 == count || buffer[at + 1] != '\n';
                case '\n' -> {
                    boolean crlf = at > lineStart && buffer[at - 1] == '\r';
                    bareLineFeed |= !crlf;
                    line(lineStart, crlf ? at - 1 : at, at);
                    lineStart = at + 1;
                }
                default -> {
                    // Nobody minds the others.
                }
            }
        }

        private void line(int from, int to, int end) {
            longLine |= end - from > LONGEST_LINE + 1;
            if (to > from) {
                byte last = buffer[to - 1];
                trailingSpace |= last == ' ' || last == '\t';
                fromLine |= buffer[from] == 'F' && startsWithFrom(from, to);
            }
        }

        private boolean startsWithFrom(int from, int to) {
            return to - from >= 5
                    && buffer[from + 1] == 'r'
                    && buffer[from + 2] == 'o'
                    && buffer[from + 3] == 'm'
                    && buffer[from + 4] == ' ';
        }
    }
}
