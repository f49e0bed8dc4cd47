package org.securemessaging.trust;

import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether pathLenConstraint is kept; self-issued certificates do not count (§6.1.4 l, m). */
final class PathLengthCheck implements PathCheck {
    private long certificatesLeft;

    PathLengthCheck(int length) {
        this.certificatesLeft = length;
    }

    /** What an anchor asks of the paths below it (RFC 5937 §3). */
    void constrain(PathCertificate anchor) {
        lower(anchor);
    }

    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        if (position.isTarget()) {
            return;
        }
        if (!certificate.selfIssued()) {
            if (certificatesLeft == 0) {
                findings.add(
                        Finding.of(
                                ReasonCode.PATH_LENGTH,
                                certificate.certificate().subject()
                                        + " is one CA more than pathLenConstraint allows"));
            }
            certificatesLeft = Math.max(0, certificatesLeft - 1);
        }
        lower(certificate);
    }

    private void lower(PathCertificate certificate) {
        certificate
                .claims()
                .basicConstraints()
                .filter(BasicConstraints::isCA)
                .map(BasicConstraints::getPathLenConstraint)
                .map(PathLengthCheck::bounded)
                .ifPresent(limit -> certificatesLeft = Math.min(certificatesLeft, limit));
    }

    private static long bounded(BigInteger limit) {
        return limit.bitLength() > 31 ? Integer.MAX_VALUE : Math.max(0, limit.longValue());
    }
}
