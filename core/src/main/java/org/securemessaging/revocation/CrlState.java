package org.securemessaging.revocation;

import java.time.Instant;
import java.util.Locale;

/** What the dates of a CRL say of it. */
public enum CrlState {
    /** It speaks for now. */
    CURRENT,
    /** A newer one should be there: its nextUpdate is over. */
    EXPIRED,
    /** Its thisUpdate is still to come. */
    FUTURE,
    /** It does not say until when it holds, and so is not believed. */
    UNDATED;

    static CrlState of(CrlFacts crl, Instant now, RevocationRules rules) {
        if (crl.thisUpdate().isAfter(now.plus(rules.clockSkew()))) {
            return FUTURE;
        }
        if (crl.nextUpdate().isEmpty()) {
            return rules.requireNextUpdate() ? UNDATED : CURRENT;
        }
        return crl.nextUpdate().get().isBefore(now) ? EXPIRED : CURRENT;
    }

    /**
     * The state's name for reports.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
