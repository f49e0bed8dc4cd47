package org.securemessaging.server.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/**
 * When a certificate is valid.
 *
 * @param start the first second
 * @param end the last second
 */
public record Validity(Instant start, Instant end) {
    /**
     * From an hour ago, so that a clock that is behind does no harm.
     *
     * @param years how long
     * @return the span
     */
    public static Validity years(int years) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        return new Validity(start, start.plus(Duration.ofDays(365L * years)));
    }

    /**
     * A span that ended yesterday.
     *
     * @return the span
     */
    public static Validity past() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
        return new Validity(end.minus(Duration.ofDays(30)), end);
    }

    Date from() {
        return Date.from(start);
    }

    Date to() {
        return Date.from(end);
    }
}
