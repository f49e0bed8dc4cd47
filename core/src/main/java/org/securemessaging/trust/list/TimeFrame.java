package org.securemessaging.trust.list;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stretch of time, open where nothing is said.
 *
 * @param from the first instant in it
 * @param until the first instant after it
 */
public record TimeFrame(Optional<Instant> from, Optional<Instant> until) {
    /** All time. */
    public static final TimeFrame ALWAYS = new TimeFrame(Optional.empty(), Optional.empty());

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if it ends before it starts
     */
    public TimeFrame {
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException("from must be before until");
        }
    }

    /**
     * A stretch with an end.
     *
     * @param until the first instant after it
     * @return the stretch
     */
    public static TimeFrame until(Instant until) {
        return new TimeFrame(Optional.empty(), Optional.of(until));
    }

    /**
     * Whether an instant lies in it.
     *
     * @param at any
     * @return true if it does
     */
    public boolean contains(Instant at) {
        return from.map(start -> !at.isBefore(start)).orElse(true)
                && until.map(at::isBefore).orElse(true);
    }

    /** The instants at which something changes. */
    Stream<Instant> boundaries() {
        return Stream.concat(from.stream(), until.stream());
    }
}
