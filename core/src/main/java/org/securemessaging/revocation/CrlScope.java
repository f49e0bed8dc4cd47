package org.securemessaging.revocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.NameKey;

/** Whether a CRL covers a certificate by way of a distribution point (RFC 5280 §6.3.3 b, d). */
final class CrlScope {
    /** All reasons of §4.2.1.13 but "unused", which is reserved. */
    static final int ALL_REASONS =
            ReasonFlags.keyCompromise
                    | ReasonFlags.cACompromise
                    | ReasonFlags.affiliationChanged
                    | ReasonFlags.superseded
                    | ReasonFlags.cessationOfOperation
                    | ReasonFlags.certificateHold
                    | ReasonFlags.privilegeWithdrawn
                    | ReasonFlags.aACompromise;

    private final X500Name certificateIssuer;
    private final NameKey certificateIssuerKey;
    private final boolean certificateIsCa;

    CrlScope(Certificate certificate) {
        this.certificateIssuer = certificate.issuer();
        this.certificateIssuerKey = NameKey.of(certificateIssuer);
        this.certificateIsCa =
                CertificateExtensions.of(certificate)
                        .basicConstraints()
                        .map(BasicConstraints::isCA)
                        .orElse(false);
    }

    /** The point that stands for CRLs that no point of the certificate names. */
    DistributionPoint impliedPoint() {
        GeneralNames issuer = new GeneralNames(new GeneralName(certificateIssuer));
        return new DistributionPoint(new DistributionPointName(issuer), null, null);
    }

    /** What a CRL does not cover, in words; empty if it covers the certificate. */
    Optional<String> objection(Crl crl, DistributionPoint point) {
        try {
            return objectionTo(crl, point);
        } catch (CertificateFormatException | IllegalArgumentException e) {
            return Optional.of("its scope can't be read");
        }
    }

    private Optional<String> objectionTo(Crl crl, DistributionPoint point) {
        Optional<IssuingDistributionPoint> scope = crl.scope();
        boolean indirect = scope.map(IssuingDistributionPoint::isIndirectCRL).orElse(false);
        if (point.getCRLIssuer() == null) {
            if (!crl.issuer().equals(certificateIssuerKey)) {
                return Optional.of("of another issuer");
            }
        } else if (!directoryNames(point.getCRLIssuer()).contains(crl.issuer())
                || !(indirect || crl.issuer().equals(certificateIssuerKey))) {
            return Optional.of("not the indirect CRL of the issuer that the certificate names");
        }
        return scope.flatMap(limits -> objection(limits, crl, point));
    }

    /** The reasons for which a CRL covers the certificate. */
    static int reasons(Crl crl, DistributionPoint point) {
        int reasons = bits(point.getReasons());
        return reasons
                & crl.scope().map(scope -> bits(scope.getOnlySomeReasons())).orElse(ALL_REASONS);
    }

    /** Whose CRLs could cover the certificate by way of these points. */
    Set<NameKey> issuers(List<DistributionPoint> points) {
        Set<NameKey> issuers = new HashSet<>(Set.of(certificateIssuerKey));
        for (DistributionPoint point : points) {
            if (point.getCRLIssuer() != null) {
                issuers.addAll(directoryNames(point.getCRLIssuer()));
            }
        }
        return issuers;
    }

    private Optional<String> objection(
            IssuingDistributionPoint scope, Crl crl, DistributionPoint point) {
        if (scope.onlyContainsAttributeCerts()) {
            return Optional.of("for attribute certificates only");
        }
        if (scope.onlyContainsUserCerts() && certificateIsCa) {
            return Optional.of("for end entities only");
        }
        if (scope.onlyContainsCACerts() && !certificateIsCa) {
            return Optional.of("for CAs only");
        }
        if (scope.getDistributionPoint() != null && !namesMeet(scope, crl, point)) {
            return Optional.of("of another distribution point");
        }
        return Optional.empty();
    }

    private boolean namesMeet(IssuingDistributionPoint scope, Crl crl, DistributionPoint point) {
        List<Object> covered = names(scope.getDistributionPoint(), crl.issuerName());
        List<Object> wanted =
                point.getDistributionPoint() == null
                        ? generalNames(point.getCRLIssuer())
                        : names(point.getDistributionPoint(), crl.issuerName());
        return wanted.stream().anyMatch(covered::contains);
    }

    private static List<Object> names(DistributionPointName name, X500Name issuer) {
        return name.getType() == DistributionPointName.FULL_NAME
                ? generalNames(GeneralNames.getInstance(name.getName()))
                : List.of(NameKey.of(below(issuer, ASN1Set.getInstance(name.getName()))));
    }

    /** nameRelativeToCRLIssuer: the issuer's name with one more RDN. */
    private static X500Name below(X500Name issuer, ASN1Set relative) {
        ASN1EncodableVector rdns = new ASN1EncodableVector();
        rdns.addAll(issuer.getRDNs());
        rdns.add(RDN.getInstance(relative));
        return X500Name.getInstance(new DERSequence(rdns));
    }

    /** Directory names in their comparable form, others as they are. */
    private static List<Object> generalNames(GeneralNames orNull) {
        List<Object> names = new ArrayList<>();
        if (orNull != null) {
            for (GeneralName name : orNull.getNames()) {
                names.add(
                        name.getTagNo() == GeneralName.directoryName
                                ? NameKey.of(X500Name.getInstance(name.getName()))
                                : name);
            }
        }
        return names;
    }

    private static Set<NameKey> directoryNames(GeneralNames names) {
        Set<NameKey> keys = new HashSet<>();
        Arrays.stream(names.getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .map(name -> NameKey.of(X500Name.getInstance(name.getName())))
                .forEach(keys::add);
        return keys;
    }

    private static int bits(ReasonFlags orNull) {
        return orNull == null ? ALL_REASONS : orNull.intValue() & ALL_REASONS;
    }
}
