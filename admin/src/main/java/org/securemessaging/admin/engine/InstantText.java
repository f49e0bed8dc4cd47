package org.securemessaging.admin.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** How an administrator writes a point in time. */
public final class InstantText {
    private static final int LENGTH_OF_DATE = "2026-01-02".length();

    private InstantText() {}

    /**
     * Reads a point in time: with seconds and an offset from UTC, or a day, which begins in UTC.
     *
     * @param text what was written
     * @return the time
     * @throws IllegalArgumentException if it is written otherwise; the message says what is
     *     accepted
     */
    public static Instant parse(String text) {
        try {
            return text.length() == LENGTH_OF_DATE
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is none of 2026-01-02T03:04:05Z, 2026-01-02T03:04:05+01:00 and"
                            + " 2026-01-02 (midnight UTC)",
                    e);
        }
    }
}
