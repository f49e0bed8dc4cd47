package org.securemessaging.trust;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether each certificate is within its validity (RFC 5280 §6.1.3 a 2). */
final class ValidityCheck implements PathCheck {
    private final Instant at;
    private final Set<PathCertificate> mayHaveExpired;

    /**
     * A check.
     *
     * @param mayHaveExpired whose end does not matter
     */
    ValidityCheck(Instant at, Set<PathCertificate> mayHaveExpired) {
        this.at = at;
        this.mayHaveExpired = mayHaveExpired;
    }

    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        judge(certificate, findings);
    }

    void judge(PathCertificate certificate, List<Finding> findings) {
        if (at.isAfter(certificate.notAfter())) {
            String what =
                    certificate.certificate().subject() + " expired at " + certificate.notAfter();
            findings.add(
                    mayHaveExpired.contains(certificate)
                            ? Finding.of(
                                    ReasonCode.ALLOWED, what + ", which the trust list accepts")
                            : Finding.of(ReasonCode.EXPIRED, what));
        } else if (at.isBefore(certificate.notBefore())) {
            findings.add(
                    Finding.of(
                            ReasonCode.NOT_YET_VALID,
                            certificate.certificate().subject()
                                    + " is not valid before "
                                    + certificate.notBefore()));
        }
    }
}
