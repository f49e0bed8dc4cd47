package org.securemessaging.trust;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether each issuer that names purposes names that of mail: what a CA may do it may pass on. */
final class ExtendedKeyUsageCheck implements PathCheck {
    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        if (!position.isTarget()) {
            complaint(certificate).ifPresent(findings::add);
        }
    }

    static Optional<Finding> complaint(PathCertificate issuer) {
        Set<String> mail =
                Set.of(
                        KeyPurposeId.id_kp_emailProtection.getId(),
                        KeyPurposeId.anyExtendedKeyUsage.getId());
        return issuer.claims()
                .extendedKeyUsage()
                .filter(purposes -> purposes.stream().noneMatch(mail::contains))
                .map(
                        purposes ->
                                Finding.of(
                                        ReasonCode.EXTENDED_KEY_USAGE,
                                        issuer.certificate().subject()
                                                + " may not issue for mail by its extKeyUsage"));
    }
}
