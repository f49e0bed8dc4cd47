package org.securemessaging.verification;

/**
 * What opening the layers of one message may cost, beyond the bounds on layers and depth.
 *
 * @param octets all contents together; they lie side by side until the message is done
 * @param ratio how many times longer than its compressed form a content may be, beyond its first
 *     megabyte
 */
public record OpeningLimits(long octets, int ratio) {
    /** Twice the largest message: signed, encrypted and signed again keeps about two copies. */
    private static final long OCTETS = 2L << 30;

    /** Text compresses ten times, a log file fifty; bombs a thousand. */
    private static final int RATIO = 100;

    /** Limits that honest mail stays far below. */
    public static final OpeningLimits DEFAULT = new OpeningLimits(OCTETS, RATIO);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public OpeningLimits {
        if (octets < 1 || ratio < 1) {
            throw new IllegalArgumentException("every limit on opening must be at least 1");
        }
    }
}
