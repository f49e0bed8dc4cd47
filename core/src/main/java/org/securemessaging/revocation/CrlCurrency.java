package org.securemessaging.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether a CRL speaks for a time (RFC 5280 §6.3.3 a). Immutable and thread safe. */
final class CrlCurrency {
    private final RevocationRules rules;
    private final Clock clock;

    CrlCurrency(RevocationRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * What speaks against a CRL's dates. One issued after the time in question is welcome, for it
     * knows more; one issued after now is not.
     */
    Optional<Finding> objection(Crl crl, Instant at) {
        Instant latest = clock.instant().isAfter(at) ? clock.instant() : at;
        if (crl.thisUpdate().isAfter(latest.plus(rules.clockSkew()))) {
            return Optional.of(Finding.of(ReasonCode.CRL_INVALID, crl + ": issued in the future"));
        }
        if (crl.nextUpdate().isEmpty()) {
            return rules.requireNextUpdate()
                    ? Optional.of(Finding.of(ReasonCode.CRL_INVALID, crl + ": no nextUpdate"))
                    : Optional.empty();
        }
        if (crl.nextUpdate().get().isBefore(at)) {
            return Optional.of(
                    Finding.of(
                            ReasonCode.CRL_EXPIRED,
                            crl + ": due again at " + crl.nextUpdate().get()));
        }
        return Optional.empty();
    }

    /** Whether an objection to a CRL is only that it is past its nextUpdate, within the grace. */
    boolean isInGrace(Crl crl, Instant at) {
        return crl.nextUpdate()
                .filter(due -> due.isBefore(at) && !due.plus(rules.staleGrace()).isBefore(at))
                .isPresent();
    }
}
