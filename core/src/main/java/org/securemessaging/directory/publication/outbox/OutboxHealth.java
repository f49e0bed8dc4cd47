package org.securemessaging.directory.publication.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How an outbox stands.
 *
 * @param orders how many orders wait
 * @param octets how many octets they have together
 * @param oldest since when the oldest waits; empty if none does
 * @param refused when an order was refused for the last time, of those that are kept
 * @param limits how much may wait
 */
public record OutboxHealth(
        int orders,
        long octets,
        Optional<Instant> oldest,
        Optional<Instant> refused,
        OutboxLimits limits) {
    private static final int NEARLY_FULL_PERCENT = 80;

    /**
     * Whether there is little room left, or none.
     *
     * @return true from four fifths of either limit on
     */
    public boolean isNearlyFull() {
        return 100L * orders >= (long) NEARLY_FULL_PERCENT * limits.orders()
                || 100.0 * octets >= (double) NEARLY_FULL_PERCENT * limits.octets();
    }
}
