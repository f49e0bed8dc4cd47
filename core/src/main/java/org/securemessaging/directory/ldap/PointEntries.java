package org.securemessaging.directory.ldap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.securemessaging.revocation.CrlSource;

/**
 * At which entries of one's own directory the CRLs for a certificate may be (RFC 5280 §4.2.1.13):
 * those that its distribution points name by a DN, below the CRL issuer's name, or by an LDAP URL
 * without a host, and those of the CRL issuers and of the certificate's own.
 */
final class PointEntries {
    // Real certificates name one or two; each one named costs a look-up.
    private static final int MOST = 8;

    private PointEntries() {}

    /** The DNs, what points name first. */
    static Set<String> of(CrlSource.Request request) {
        Set<String> named = new LinkedHashSet<>();
        Set<String> issuers = new LinkedHashSet<>();
        for (DistributionPoint point : request.points()) {
            try {
                List<X500Name> crlIssuers = crlIssuers(point, request.certificateIssuer());
                named(point, crlIssuers).forEach(named::add);
                crlIssuers.stream().map(PkiEntries::dn).forEach(issuers::add);
            } catch (IllegalArgumentException e) {
                // Malformed, as the judgement on the CRLs will say; the other points may not be.
            }
        }
        issuers.add(PkiEntries.dn(request.certificateIssuer()));
        named.addAll(issuers);
        return new LinkedHashSet<>(named.stream().limit(MOST).toList());
    }

    private static List<X500Name> crlIssuers(DistributionPoint point, X500Name certificateIssuer) {
        return point.getCRLIssuer() == null
                ? List.of(certificateIssuer)
                : directoryNames(point.getCRLIssuer()).toList();
    }

    private static Stream<String> named(DistributionPoint point, List<X500Name> crlIssuers) {
        DistributionPointName name = point.getDistributionPoint();
        if (name == null) {
            return Stream.empty();
        }
        if (name.getType() == DistributionPointName.FULL_NAME) {
            GeneralNames names = GeneralNames.getInstance(name.getName());
            return Stream.concat(
                    directoryNames(names).map(PkiEntries::dn),
                    Stream.of(names.getNames()).flatMap(each -> hostless(each).stream()));
        }
        ASN1Set relative = ASN1Set.getInstance(name.getName());
        return crlIssuers.stream().map(issuer -> PkiEntries.dn(below(issuer, relative)));
    }

    private static Stream<X500Name> directoryNames(GeneralNames names) {
        return Stream.of(names.getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .map(name -> X500Name.getInstance(name.getName()));
    }

    private static X500Name below(X500Name issuer, ASN1Set relative) {
        ASN1EncodableVector rdns = new ASN1EncodableVector();
        rdns.addAll(issuer.getRDNs());
        rdns.add(RDN.getInstance(relative));
        return X500Name.getInstance(new DERSequence(rdns));
    }

    /** As Active Directory's CAs write it: the reader's own directory is meant. */
    private static Optional<String> hostless(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(((ASN1String) name.getName()).getString().replace(" ", "%20"));
            return Optional.of(uri)
                    .filter(u -> "ldap".equalsIgnoreCase(u.getScheme()))
                    .filter(u -> u.getRawAuthority() == null && u.getPath() != null)
                    .map(u -> u.getPath().replaceFirst("^/", ""));
        } catch (URISyntaxException e) {
            return Optional.empty(); // What is no address names no entry.
        }
    }
}
