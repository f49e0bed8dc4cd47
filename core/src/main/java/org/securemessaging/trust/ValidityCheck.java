package org.securemessaging.trust;

import java.time.Instant;
import java.util.List;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether each certificate is within its validity (RFC 5280 §6.1.3 a 2). */
final class ValidityCheck implements PathCheck {
    private final Instant at;

    ValidityCheck(Instant at) {
        this.at = at;
    }

    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        judge(certificate, findings);
    }

    void judge(PathCertificate certificate, List<Finding> findings) {
        if (at.isAfter(certificate.notAfter())) {
            findings.add(
                    Finding.of(
                            ReasonCode.EXPIRED,
                            certificate.certificate().subject()
                                    + " expired at "
                                    + certificate.notAfter()));
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
