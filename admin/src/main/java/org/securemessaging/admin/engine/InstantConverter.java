package org.securemessaging.admin.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a point in time: with seconds and an offset from UTC, or a day, which begins in UTC. */
public final class InstantConverter implements ITypeConverter<Instant> {
    private static final int LENGTH_OF_DATE = "2026-01-02".length();

    @Override
    public Instant convert(String value) {
        try {
            return value.length() == LENGTH_OF_DATE
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'"
                            + value
                            + "' is none of 2026-01-02T03:04:05Z, 2026-01-02T03:04:05+01:00 and"
                            + " 2026-01-02 (midnight UTC)");
        }
    }
}
