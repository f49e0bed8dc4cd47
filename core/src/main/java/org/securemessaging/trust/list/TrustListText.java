package org.securemessaging.trust.list;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text form of a trust list: UTF-8, one entry a line, empty lines and lines that start with
 * {@code #} for people. Thread safe.
 */
public final class TrustListText {
    /** What a file may measure, in octets: a hundred thousand entries with remarks. */
    static final int MAXIMUM_OCTETS = 32 << 20;

    // Microsoft's lists of all public roots, good and bad, hold under a thousand.
    private static final int MAXIMUM_ENTRIES = 100_000;

    private TrustListText() {}

    /**
     * Reads a list.
     *
     * @param text the list
     * @param source its name, for what is said of it
     * @return the list
     * @throws TrustListFormatException at the first malformed line, with source, line number and
     *     what is accepted
     */
    public static TrustList parse(String text, String source) {
        List<TrustListEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (isEntry(line)) {
                entries.add(parse(line, source, number));
                if (entries.size() > MAXIMUM_ENTRIES) {
                    throw new TrustListFormatException(
                            source + ": more than " + MAXIMUM_ENTRIES + " entries");
                }
            }
        }
        return TrustList.of(entries);
    }

    /**
     * Reads a list from octets.
     *
     * @param octets UTF-8, with or without a byte order mark
     * @param source its name, for what is said of it
     * @return the list
     * @throws TrustListFormatException if it is not UTF-8, too large, or a line is malformed
     */
    public static TrustList parse(byte[] octets, String source) {
        return parse(decode(octets, source), source);
    }

    /**
     * Writes a list; what {@link #parse(String, String)} reads.
     *
     * @param list the list
     * @return one line for each entry, in its order
     */
    public static String format(TrustList list) {
        StringBuilder text = new StringBuilder();
        list.entries().forEach(entry -> text.append(format(entry)).append('\n'));
        return text.toString();
    }

    /**
     * Writes one entry.
     *
     * @param entry the entry
     * @return a line without its end
     */
    public static String format(TrustListEntry entry) {
        return TrustListLine.format(entry);
    }

    static boolean isEntry(String line) {
        String stripped = line.strip();
        return !stripped.isEmpty() && !stripped.startsWith("#");
    }

    static TrustListEntry parse(String line, String source, int number) {
        try {
            return TrustListLine.parse(line);
        } catch (IllegalArgumentException e) {
            throw new TrustListFormatException(
                    source + ", line " + number + ": " + e.getMessage(), e);
        }
    }

    static String decode(byte[] octets, String source) {
        if (octets.length > MAXIMUM_OCTETS) {
            throw new TrustListFormatException(
                    source + ": larger than " + MAXIMUM_OCTETS + " bytes");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new TrustListFormatException(source + ": not UTF-8", e);
        }
    }
}
