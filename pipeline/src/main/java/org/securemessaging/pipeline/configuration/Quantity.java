package org.securemessaging.pipeline.configuration;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers with a unit, such as {@code 10s} or {@code 25MB}. Stateless. */
public final class Quantity {
    /** What is accepted as a length of time, in words. */
    public static final String DURATIONS = "a number with ms, s, min, h or d, such as 10s";

    static final String SIZES = "a number with B, KB, MB or GB, such as 25MB (1KB is 1,024 bytes)";

    // Nine digits: what is larger is a slip of the finger, and no product below overflows.
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]{1,3})");
    private static final Map<String, Duration> DURATION_UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "min", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    private Quantity() {}

    /**
     * A length of time.
     *
     * @param text such as {@code 30d}
     * @return the time, perhaps zero
     * @throws IllegalArgumentException if the text is none
     */
    public static Duration duration(String text) {
        Matcher matcher = match(text);
        Duration unit = DURATION_UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException("unknown unit");
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /**
     * A number of octets.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static long size(String text) {
        Matcher matcher = match(text);
        Long unit = SIZE_UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException("unknown unit");
        }
        return unit * Long.parseLong(matcher.group(1));
    }

    private static Matcher match(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no number with a unit");
        }
        return matcher;
    }
}
