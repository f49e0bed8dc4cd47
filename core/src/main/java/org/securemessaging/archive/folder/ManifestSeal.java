package org.securemessaging.archive.folder;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a seal states: that a manifest had this head at this time. Each names the one before, so
 * that none can be taken out. Immutable and thread safe.
 *
 * @param node whose manifest
 * @param number 0 for the first seal of the node
 * @param lines how many lines the manifest had
 * @param head the last line's own digest
 * @param at when, in seconds, by the node's clock
 * @param previous the SHA-256 of the seal before, or {@link ManifestLine#BEGINNING}
 */
public record ManifestSeal(
        String node, long number, long lines, String head, Instant at, String previous) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "Manifest: (\\S{1,100})\nSeal: ([0-9]{1,12})\nLines: ([0-9]{1,12})\n"
                            + "Head: ([0-9a-f]{64})\nSealed: (\\S{20})\nPrevious: ([0-9a-f]{64})\n");

    /**
     * Reads a statement.
     *
     * @param text what was sealed
     * @return the statement
     * @throws ManifestFormatException if it is none
     */
    static ManifestSeal parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new ManifestFormatException("what was sealed is no head");
        }
        try {
            return new ManifestSeal(
                    shape.group(1),
                    Long.parseLong(shape.group(2)),
                    Long.parseLong(shape.group(3)),
                    shape.group(4),
                    Instant.parse(shape.group(5)),
                    shape.group(6));
        } catch (DateTimeException e) {
            throw new ManifestFormatException("not a time: " + shape.group(5));
        }
    }

    /** The statement as it is sealed: lines of ASCII. */
    byte[] format() {
        return "Manifest: %s\nSeal: %d\nLines: %d\nHead: %s\nSealed: %s\nPrevious: %s\n"
                .formatted(node, number, lines, head, at, previous)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
