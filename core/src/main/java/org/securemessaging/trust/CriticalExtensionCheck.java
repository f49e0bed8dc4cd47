package org.securemessaging.trust;

import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Whether every critical extension is one that is processed here (RFC 5280 §6.1.4 o, §6.1.5 f). */
final class CriticalExtensionCheck implements PathCheck {
    private static final Set<ASN1ObjectIdentifier> PROCESSED =
            Set.of(
                    Extension.basicConstraints,
                    Extension.keyUsage,
                    Extension.extendedKeyUsage,
                    Extension.subjectAlternativeName,
                    Extension.nameConstraints,
                    Extension.certificatePolicies,
                    Extension.policyMappings,
                    Extension.policyConstraints,
                    Extension.inhibitAnyPolicy,
                    Extension.cRLDistributionPoints,
                    Extension.freshestCRL,
                    Extension.subjectKeyIdentifier,
                    Extension.authorityKeyIdentifier,
                    Extension.authorityInfoAccess,
                    PathCertificate.Claims.NO_REV_AVAIL);

    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        for (ASN1ObjectIdentifier oid : certificate.claims().critical()) {
            if (!PROCESSED.contains(oid)) {
                findings.add(
                        Finding.of(
                                ReasonCode.CRITICAL_EXTENSION,
                                certificate.certificate().subject()
                                        + " has the unknown critical extension "
                                        + oid));
            }
        }
    }
}
