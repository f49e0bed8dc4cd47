package org.securemessaging.revocation;

import java.time.Duration;

/**
 * What the administrator asks of a CRL beyond RFC 5280.
 *
 * @param asOf whether a revocation dated after the time in question is left out of account; if not,
 *     a certificate that is revoked now counts as revoked for any time
 * @param requireNextUpdate whether a CRL must say until when it holds
 * @param clockSkew how far a CRL's issue may lie ahead of this machine's clock
 */
public record RevocationRules(boolean asOf, boolean requireNextUpdate, Duration clockSkew) {
    /** Strict; five minutes of skew, which is what Kerberos has taught machines to keep. */
    public static final RevocationRules DEFAULT =
            new RevocationRules(false, true, Duration.ofMinutes(5));
}
