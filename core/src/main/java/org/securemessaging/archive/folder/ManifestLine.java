package org.securemessaging.archive.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;

/**
 * One line of a manifest: what was filed when, and the digest of the line before, so that nothing
 * can be changed or taken out unseen. All lines are equally long.
 *
 * <pre>
 * number time kind report-sha256 size key previous own
 * </pre>
 *
 * <p>{@code own} is the SHA-256 digest of all that stands before it in the line. Immutable and
 * thread safe.
 *
 * @param number 0 for the first line
 * @param time when the record was filed, in milliseconds
 * @param kind what the record tells
 * @param report SHA-256 of the file, in lower-case hexadecimal digits
 * @param size the file's size in octets
 * @param key the record's key
 * @param previous the {@code own} digest of the line before, or {@link #BEGINNING}
 */
public record ManifestLine(
        long number,
        Instant time,
        RecordKind kind,
        String report,
        long size,
        RecordKey key,
        String previous) {
    /** What the first line has for the digest of the line before. */
    public static final String BEGINNING = "0".repeat(64);

    /** The length of a line in octets, with its line feed. */
    public static final int LENGTH = 321;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SHAPE =
            Pattern.compile(
                    "([0-9]{12}) (\\S{24}) ([a-z]{6}) ([0-9a-f]{64}) ([0-9]{15}) ([0-9a-f]{64})"
                            + " ([0-9a-f]{64}) ([0-9a-f]{64})\n");

    /**
     * Reads a line.
     *
     * @param octets the line with its line feed
     * @return the line
     * @throws ManifestFormatException unless the octets are exactly what {@link #format} writes
     */
    public static ManifestLine parse(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new ManifestFormatException("not a line of a manifest");
        }
        ManifestLine line =
                new ManifestLine(
                        Long.parseLong(shape.group(1)),
                        time(shape.group(2)),
                        RecordKind.of(shape.group(3))
                                .orElseThrow(
                                        () ->
                                                new ManifestFormatException(
                                                        "unknown kind " + shape.group(3))),
                        shape.group(4),
                        Long.parseLong(shape.group(5)),
                        new RecordKey(shape.group(6)),
                        shape.group(7));
        if (!line.own().equals(shape.group(8)) || !line.format().equals(text)) {
            throw new ManifestFormatException("its digest is another: the line was changed");
        }
        return line;
    }

    /**
     * The digest of this line, which the next one repeats.
     *
     * @return SHA-256 in lower-case hexadecimal digits
     */
    public String own() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(start().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The line as it is written.
     *
     * @return {@link #LENGTH} characters of ASCII, a line feed at the end
     */
    public String format() {
        return start() + own() + "\n";
    }

    private String start() {
        return "%012d %s %s %s %015d %s %s "
                .formatted(number, TIME.format(time), kind.word(), report, size, key, previous);
    }

    private static Instant time(String text) {
        try {
            return TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            throw new ManifestFormatException("not a time: " + text);
        }
    }
}
