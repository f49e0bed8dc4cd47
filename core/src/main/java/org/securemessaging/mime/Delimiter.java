package org.securemessaging.mime;

/**
 * A delimiter line (RFC 2046 §5.1.1).
 *
 * @param level the place of its multipart among those that are open, outermost first
 * @param close whether it ends the multipart
 * @param start where its line starts
 * @param end where the next line starts
 * @param breakLength the octets of the line break before it, which belong to it: 0 to 2
 * @param endsWithBreak whether a line break ends it, rather than the end of all
 */
record Delimiter(
        int level, boolean close, long start, long end, int breakLength, boolean endsWithBreak) {
    /** Where what it delimits ends. */
    long contentEnd() {
        return start - breakLength;
    }
}
