package org.securemessaging.mime;

import java.util.function.LongPredicate;

/**
 * Walks over a header field by field in bounded memory (RFC 5322 §2.2). A line ends with LF, with
 * or without CR before it; a lone CR ends nothing. Not thread safe.
 */
final class HeaderScanner {
    private final Window window;
    private final LongPredicate stop;
    private final long longestField;
    private long fieldStart;
    private long position;
    private boolean blankLine;

    /**
     * Starts at a line.
     *
     * @param start where the header starts
     * @param stop says of the start of a line whether the header ends before it
     * @param longestField the most octets allowed in one field
     */
    HeaderScanner(Window window, long start, LongPredicate stop, long longestField) {
        this.window = window;
        this.position = start;
        this.fieldStart = start;
        this.stop = stop;
        this.longestField = longestField;
    }

    /**
     * Moves to the next field.
     *
     * @return false at the end of the header; the blank line, if there is one, is then passed
     * @throws MimeLimitException if the field is too long
     */
    boolean next() {
        if (blankLine || position == window.length() || stop.test(position)) {
            return false;
        }
        fieldStart = position;
        long end = lineEnd(position);
        if (isBlank(position)) {
            position = end;
            blankLine = true;
            return false;
        }
        position = end;
        while (isFolded(position)) {
            position = lineEnd(position);
        }
        return true;
    }

    /** Where the present field starts. */
    long fieldStart() {
        return fieldStart;
    }

    /** Where the present field ends, or, behind the last one, where the body starts. */
    long position() {
        return position;
    }

    /** Whether a blank line ended the header. */
    boolean endedByBlankLine() {
        return blankLine;
    }

    private long lineEnd(long start) {
        long bound = Math.min(window.length() - fieldStart, longestField) + fieldStart;
        long lineFeed = window.indexOf((byte) '\n', start, bound);
        if (lineFeed < bound) {
            return lineFeed + 1;
        }
        if (bound < window.length()) {
            throw new MimeLimitException("octets in a header field", longestField);
        }
        return bound;
    }

    private boolean isBlank(long start) {
        int first = window.at(start);
        return first == '\n' || (first == '\r' && window.at(start + 1) == '\n');
    }

    private boolean isFolded(long start) {
        int first = window.at(start);
        return first == ' ' || first == '\t';
    }
}
