package org.securemessaging.revocation;

import java.time.Duration;

/**
 * How CRLs are fetched and kept.
 *
 * @param maximumBytes the largest CRL that is fetched
 * @param fetchTime how long one fetch may take
 * @param maximumAge how long a CRL is used before a newer one is looked for, even if it holds
 *     longer
 * @param backOff how long a server that failed is left alone; doubled with each failure
 * @param longestBackOff the longest it is left alone
 * @param memoryBytes how much of the CRLs is held in memory
 */
public record CrlCacheSettings(
        long maximumBytes,
        Duration fetchTime,
        Duration maximumAge,
        Duration backOff,
        Duration longestBackOff,
        long memoryBytes) {
    /** The usual settings. */
    public static final CrlCacheSettings DEFAULT =
            new CrlCacheSettings(
                    // Three times the largest CRL that is known in the wild.
                    64L << 20,
                    // Less than a mail's whole budget, so that one dead server does not use it up.
                    Duration.ofSeconds(10),
                    // Most CAs issue daily with a week's validity: a revocation shows in half a
                    // day.
                    Duration.ofHours(12),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1),
                    64L << 20);
}
