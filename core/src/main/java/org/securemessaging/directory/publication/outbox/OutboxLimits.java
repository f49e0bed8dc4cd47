package org.securemessaging.directory.publication.outbox;

/**
 * How much may wait.
 *
 * @param orders how many orders
 * @param octets how many octets they may have together
 * @param refused how many that were refused are kept to be looked at
 */
public record OutboxLimits(int orders, long octets, int refused) {
    /** Checks that something may wait. */
    public OutboxLimits {
        if (orders < 1 || octets < 1 || refused < 0) {
            throw new IllegalArgumentException("an outbox without room");
        }
    }
}
