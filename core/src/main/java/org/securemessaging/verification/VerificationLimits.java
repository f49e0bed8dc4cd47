package org.securemessaging.verification;

import java.time.Duration;

/**
 * What judging one message may cost, beyond the bounds on its MIME and CMS structure.
 *
 * @param layers the most CMS layers looked at, side by side and inside one another
 * @param depth the most CMS layers inside one another
 * @param paths the most certification paths looked for
 * @param networkTime how long may be waited for the network in all
 * @param fetches how many fetches may be started
 */
public record VerificationLimits(
        int layers, int depth, int paths, Duration networkTime, int fetches) {
    /** Triple wrapping has three, and a digest of signed mails may have some dozens. */
    private static final int LAYERS = 32;

    /** Sign, encrypt, sign, compress, and a mailing list or two that did the same. */
    private static final int DEPTH = 8;

    /**
     * One for each signer of a mail with parallel signatures, and some for renewed certificates.
     */
    private static final int PATHS = 16;

    /**
     * A sender's server waits for minutes (RFC 5321 §4.5.3.2), a spooler's other mails should not.
     */
    private static final Duration NETWORK_TIME = Duration.ofSeconds(20);

    /** Twice what a path of four certificates with base and delta CRLs needs. */
    private static final int FETCHES = 16;

    /** Limits that honest mail stays far below. */
    public static final VerificationLimits DEFAULT =
            new VerificationLimits(LAYERS, DEPTH, PATHS, NETWORK_TIME, FETCHES);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or no layer may be looked at
     */
    public VerificationLimits {
        if (layers < 1 || depth < 1 || paths < 1 || fetches < 0 || networkTime.isNegative()) {
            throw new IllegalArgumentException("a verification limit is out of range");
        }
    }
}
