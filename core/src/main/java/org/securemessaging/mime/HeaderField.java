package org.securemessaging.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One header field as it arrived, folded lines and line break included (RFC 5322 §2.2).
 *
 * <p>A line that is no field, such as an mbox "From " line, is kept here too, so that nothing is
 * lost; it has no name and is not {@link #wellFormed}. Immutable and thread safe.
 */
public final class HeaderField {
    private final byte[] block;
    private final int from;
    private final int to;
    private final int colon;
    private final String name;

    private HeaderField(byte[] block, int from, int to) {
        this.block = block;
        this.from = from;
        this.to = to;
        this.colon = colonOfField();
        this.name = colon < 0 ? "" : ascii(from, colon).stripTrailing();
    }

    /**
     * Reads one field.
     *
     * @param raw the octets; copied
     * @return the field
     */
    public static HeaderField of(byte[] raw) {
        return within(raw.clone(), 0, raw.length);
    }

    /** A field that stands in a header's octets, which are shared. */
    static HeaderField within(byte[] block, int from, int to) {
        return new HeaderField(block, from, to);
    }

    /** How many octets it has. */
    int length() {
        return to - from;
    }

    /** The first octets of it. */
    HeaderField cutTo(long length) {
        return length >= to - from ? this : within(block, from, from + (int) length);
    }

    /**
     * The name as written, without the white space that some programs leave before the colon.
     *
     * @return printable ASCII, or nothing if the line is no field
     */
    public String name() {
        return name;
    }

    /**
     * Whether the field has this name.
     *
     * @param other a name in any case
     * @return true if so
     */
    public boolean isNamed(String other) {
        return colon >= 0 && name.equalsIgnoreCase(other);
    }

    /**
     * Whether this is a field at all: printable ASCII without spaces, then a colon.
     *
     * @return false for a line that is no field
     */
    public boolean wellFormed() {
        return colon >= 0;
    }

    /** Whether this is the line that mbox files put above a message, quoted perhaps. */
    boolean isMboxLine() {
        String line = ascii(from, to);
        return !wellFormed()
                && (line.startsWith("From ") || line.startsWith(">From "))
                && line.indexOf('\n') == line.length() - 1;
    }

    /**
     * The octets as they arrived.
     *
     * @return a copy
     */
    public byte[] raw() {
        return Arrays.copyOfRange(block, from, to);
    }

    /**
     * What stands behind the colon, unfolded (RFC 5322 §2.2.3) and without white space at its ends.
     * Octets that are UTF-8 are read so (RFC 6532), else all as ISO-8859-1. Encoded words stay.
     *
     * @return the text; of a line that is no field, the whole line
     */
    public String body() {
        return unfold(text(colon < 0 ? from : colon + 1)).strip();
    }

    /**
     * Whether control characters stand in the field that programs read in different ways: NUL, or a
     * CR or LF that folds nothing.
     *
     * @return true if so
     */
    public boolean hasStrayControls() {
        String text = unfold(text(from));
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0;
    }

    /**
     * Whether the octets are UTF-8, of which ASCII is a part (RFC 6532).
     *
     * @return false if {@link #body} had to be read as ISO-8859-1
     */
    public boolean isUtf8() {
        return utf8(from).isPresent();
    }

    /** The name, for logs; never the content. */
    @Override
    public String toString() {
        return wellFormed() ? name : "(no field)";
    }

    private int colonOfField() {
        int nameEnd = from;
        while (nameEnd < to
                && block[nameEnd] > ' '
                && block[nameEnd] != ':'
                && block[nameEnd] < 127) {
            nameEnd++;
        }
        int at = nameEnd;
        while (at < to && (block[at] == ' ' || block[at] == '\t')) {
            at++;
        }
        return nameEnd > from && at < to && block[at] == ':' ? at : -1;
    }

    private String ascii(int start, int end) {
        return new String(block, start, end - start, StandardCharsets.US_ASCII);
    }

    private String text(int start) {
        // Where it is not UTF-8, the octets are shown one by one: nothing is lost.
        return utf8(start)
                .orElseGet(() -> new String(block, start, to - start, StandardCharsets.ISO_8859_1));
    }

    private Optional<String> utf8(int start) {
        try {
            ByteBuffer octets = ByteBuffer.wrap(block, start, to - start);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String unfold(String text) {
        StringBuilder unfolded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int lineEnd = text.indexOf('\n', at);
            if (lineEnd < 0) {
                break;
            }
            boolean folds =
                    lineEnd + 1 == text.length() || " \t".indexOf(text.charAt(lineEnd + 1)) >= 0;
            int end = lineEnd > at && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
            unfolded.append(text, at, folds ? end : lineEnd + 1);
            at = lineEnd + 1;
        }
        return unfolded.append(text, at, text.length()).toString();
    }
}
