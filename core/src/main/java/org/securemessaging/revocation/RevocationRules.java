package org.securemessaging.revocation;

import java.time.Duration;

/**
 * What the administrator asks of CRLs and OCSP answers beyond RFC 5280 and RFC 6960.
 *
 * @param asOf whether a revocation dated after the time in question is left out of account; if not,
 *     a certificate that is revoked now counts as revoked for any time
 * @param requireNextUpdate whether a CRL must say until when it holds
 * @param clockSkew how far the issue of a CRL or an answer may lie ahead of this machine's clock
 * @param staleGrace for how long after its nextUpdate a CRL or answer is still looked into: one
 *     that says "revoked" is believed; one that does not gives no status, and is named as the
 *     reason
 * @param ocspAge how old an OCSP answer without nextUpdate may be
 */
public record RevocationRules(
        boolean asOf,
        boolean requireNextUpdate,
        Duration clockSkew,
        Duration staleGrace,
        Duration ocspAge) {
    /**
     * Strict; five minutes of skew, which is what Kerberos has taught machines to keep; no grace; a
     * day for answers without nextUpdate, which promise that newer ones are there at any time.
     */
    public static final RevocationRules DEFAULT =
            new RevocationRules(
                    false, true, Duration.ofMinutes(5), Duration.ZERO, Duration.ofDays(1));

    /**
     * The same rules with a grace.
     *
     * @param grace for how long after its nextUpdate a CRL or answer is still looked into
     * @return new rules
     */
    public RevocationRules withStaleGrace(Duration grace) {
        return new RevocationRules(asOf, requireNextUpdate, clockSkew, grace, ocspAge);
    }
}
