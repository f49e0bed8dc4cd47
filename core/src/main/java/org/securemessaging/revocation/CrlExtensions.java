package org.securemessaging.revocation;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/** The extensions of a CRL (RFC 5280 §5.2). */
record CrlExtensions(
        Optional<BigInteger> number,
        Optional<BigInteger> deltaBase,
        Optional<IssuingDistributionPoint> issuingDistributionPoint,
        Optional<String> authorityKeyIdentifier,
        boolean unknownCritical) {
    static final CrlExtensions NONE =
            new CrlExtensions(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    private static final Set<ASN1ObjectIdentifier> PROCESSED =
            Set.of(
                    Extension.cRLNumber,
                    Extension.deltaCRLIndicator,
                    Extension.issuingDistributionPoint,
                    Extension.authorityKeyIdentifier,
                    Extension.freshestCRL,
                    Extension.issuerAlternativeName);

    static CrlExtensions read(ASN1Primitive sequence) {
        Extensions extensions = Extensions.getInstance(sequence);
        return new CrlExtensions(
                integer(extensions, Extension.cRLNumber),
                integer(extensions, Extension.deltaCRLIndicator),
                value(extensions, Extension.issuingDistributionPoint)
                        .map(IssuingDistributionPoint::getInstance),
                value(extensions, Extension.authorityKeyIdentifier)
                        .map(AuthorityKeyIdentifier::getInstance)
                        .map(AuthorityKeyIdentifier::getKeyIdentifierOctets)
                        .map(HexFormat.of()::formatHex),
                !PROCESSED.containsAll(Arrays.asList(extensions.getCriticalExtensionOIDs())));
    }

    private static Optional<BigInteger> integer(Extensions all, ASN1ObjectIdentifier oid) {
        return value(all, oid).map(value -> ASN1Integer.getInstance(value).getValue());
    }

    private static Optional<ASN1Primitive> value(Extensions all, ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(all.getExtension(oid))
                .map(extension -> extension.getParsedValue().toASN1Primitive());
    }
}
