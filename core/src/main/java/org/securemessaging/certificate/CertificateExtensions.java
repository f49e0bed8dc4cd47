package org.securemessaging.certificate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * The extensions of a certificate, read when they are asked for (RFC 5280 §4.2).
 *
 * <p>Every method throws {@link CertificateFormatException} if its extension is there and can't be
 * read. Immutable and thread safe.
 */
public final class CertificateExtensions {
    private final Optional<Extensions> extensions;

    private CertificateExtensions(Optional<Extensions> extensions) {
        this.extensions = extensions;
    }

    /**
     * The extensions of a certificate.
     *
     * @param certificate the certificate
     * @return its extensions, none of them read yet
     */
    public static CertificateExtensions of(Certificate certificate) {
        return new CertificateExtensions(Optional.ofNullable(certificate.holder().getExtensions()));
    }

    /**
     * Reads one extension.
     *
     * @param oid which
     * @param reader makes the value of the parsed ASN.1
     * @param <T> the kind of value
     * @return the value, or empty if the extension is absent
     */
    public <T> Optional<T> read(ASN1ObjectIdentifier oid, Function<ASN1Encodable, T> reader) {
        Optional<Extension> extension = extensions.map(all -> all.getExtension(oid));
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(extension.get().getParsedValue()));
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CertificateFormatException("malformed extension " + oid, e);
        }
    }

    /**
     * Whether an extension is there.
     *
     * @param oid which
     * @return true if it is there, critical or not
     */
    public boolean has(ASN1ObjectIdentifier oid) {
        return extensions.map(all -> all.getExtension(oid)).isPresent();
    }

    /**
     * The critical extensions.
     *
     * @return their object identifiers
     */
    public Set<ASN1ObjectIdentifier> critical() {
        return extensions
                .map(all -> new LinkedHashSet<>(Arrays.asList(all.getCriticalExtensionOIDs())))
                .orElseGet(LinkedHashSet::new);
    }

    /**
     * basicConstraints (§4.2.1.9).
     *
     * @return the extension, or empty if absent
     */
    public Optional<BasicConstraints> basicConstraints() {
        return read(Extension.basicConstraints, BasicConstraints::getInstance);
    }

    /**
     * keyUsage (§4.2.1.3).
     *
     * @return the extension, or empty if absent
     */
    public Optional<KeyUsage> keyUsage() {
        return read(Extension.keyUsage, KeyUsage::getInstance);
    }

    /**
     * extKeyUsage (§4.2.1.12).
     *
     * @return the purposes as dotted object identifiers, or empty if the extension is absent
     */
    public Optional<Set<String>> extendedKeyUsage() {
        return read(
                Extension.extendedKeyUsage,
                value ->
                        Arrays.stream(ExtendedKeyUsage.getInstance(value).getUsages())
                                .map(KeyPurposeId::getId)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * subjectKeyIdentifier (§4.2.1.2).
     *
     * @return the octets, or empty if absent
     */
    public Optional<byte[]> subjectKeyIdentifier() {
        return read(Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance)
                .map(SubjectKeyIdentifier::getKeyIdentifier);
    }

    /**
     * The keyIdentifier of authorityKeyIdentifier (§4.2.1.1).
     *
     * @return the octets, or empty if absent
     */
    public Optional<byte[]> authorityKeyIdentifier() {
        return read(Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance)
                .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
    }

    /**
     * subjectAltName (§4.2.1.6).
     *
     * @return the names; none if the extension is absent
     */
    public List<GeneralName> subjectAlternativeNames() {
        return read(Extension.subjectAlternativeName, GeneralNames::getInstance)
                .map(names -> List.of(names.getNames()))
                .orElseGet(List::of);
    }

    /**
     * cRLDistributionPoints (§4.2.1.13).
     *
     * @return the points; none if the extension is absent
     */
    public List<DistributionPoint> crlDistributionPoints() {
        return distributionPoints(Extension.cRLDistributionPoints);
    }

    /**
     * freshestCRL (§4.2.1.15): where deltas are.
     *
     * @return the points; none if the extension is absent
     */
    public List<DistributionPoint> freshestCrl() {
        return distributionPoints(Extension.freshestCRL);
    }

    /**
     * authorityInfoAccess (§4.2.2.1).
     *
     * @return the extension, or empty if absent
     */
    public Optional<AuthorityInformationAccess> authorityInformationAccess() {
        return read(Extension.authorityInfoAccess, AuthorityInformationAccess::getInstance);
    }

    private List<DistributionPoint> distributionPoints(ASN1ObjectIdentifier oid) {
        return read(oid, value -> List.of(CRLDistPoint.getInstance(value).getDistributionPoints()))
                .orElseGet(List::of);
    }
}
