package org.securemessaging.revocation;

import java.time.Instant;
import java.util.Optional;

/**
 * What a CRL says of one certificate (RFC 5280 §5.3).
 *
 * @param revokedAt the revocation date
 * @param reason the reason code of §5.3.1; zero, which is unspecified, if none is given
 * @param invalidSince the invalidity date of §5.3.2
 */
public record CrlEntry(Instant revokedAt, int reason, Optional<Instant> invalidSince) {
    private static final int REMOVE_FROM_CRL = 8;

    /**
     * Whether the entry ends an earlier one; found in delta CRLs alone.
     *
     * @return true for the reason removeFromCRL
     */
    public boolean removesFromCrl() {
        return reason == REMOVE_FROM_CRL;
    }
}
