package org.securemessaging.trust;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether each issuer is a CA and may sign certificates (RFC 5280 §6.1.4 k, n; RFC 9608 §4). */
final class IssuerCheck implements PathCheck {
    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        if (position.isTarget()) {
            return;
        }
        complaint(certificate)
                .ifPresent(
                        what ->
                                findings.add(
                                        Finding.of(
                                                ReasonCode.NOT_A_CA,
                                                certificate.certificate().subject() + " " + what)));
    }

    /**
     * An anchor need not say that it is a CA, for roots of X.509 version 1 could not; but what says
     * of itself that it is none may not issue, so that a person's certificate among the anchors
     * vouches for that person alone.
     */
    static Optional<String> complaintOnAnchor(PathCertificate anchor) {
        boolean versionThree = anchor.certificate().holder().getVersionNumber() == 3;
        return versionThree ? complaint(anchor) : Optional.empty();
    }

    private static Optional<String> complaint(PathCertificate certificate) {
        PathCertificate.Claims claims = certificate.claims();
        if (!claims.basicConstraints().map(BasicConstraints::isCA).orElse(false)) {
            return Optional.of("is not a CA");
        }
        if (!claims.keyUsage().map(use -> use.hasUsages(KeyUsage.keyCertSign)).orElse(true)) {
            return Optional.of("may not sign certificates by its keyUsage");
        }
        if (claims.noRevocationAvailable()) {
            return Optional.of("is a CA and yet says noRevAvail");
        }
        return Optional.empty();
    }
}
