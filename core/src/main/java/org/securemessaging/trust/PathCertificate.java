package org.securemessaging.trust;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.encoders.Hex;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.NameKey;

/**
 * A certificate with everything read that a path is judged by. Whatever can't be read makes it
 * {@linkplain #problem() malformed}; nothing is thrown. Immutable and thread safe.
 */
final class PathCertificate {
    /** What the extensions say; absent ones are empty. */
    record Claims(
            Optional<BasicConstraints> basicConstraints,
            Optional<KeyUsage> keyUsage,
            Optional<Set<String>> extendedKeyUsage,
            Optional<NameConstraints> nameConstraints,
            Optional<Set<String>> policies,
            Optional<Map<String, Set<String>>> policyMappings,
            Optional<PolicyConstraints> policyConstraints,
            Optional<Long> inhibitAnyPolicy,
            Optional<byte[]> subjectKeyIdentifier,
            Optional<byte[]> authorityKeyIdentifier,
            List<GeneralName> alternativeNames,
            Set<ASN1ObjectIdentifier> critical,
            boolean noRevocationAvailable) {
        static final ASN1ObjectIdentifier NO_REV_AVAIL = new ASN1ObjectIdentifier("2.5.29.56");
        static final Claims NONE =
                new Claims(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Set.of(),
                        false);

        static Claims read(CertificateExtensions extensions) {
            return new Claims(
                    extensions.basicConstraints(),
                    extensions.keyUsage(),
                    extensions.extendedKeyUsage(),
                    extensions.read(Extension.nameConstraints, NameConstraints::getInstance),
                    extensions.read(Extension.certificatePolicies, PolicyReader::policies),
                    extensions.read(Extension.policyMappings, PolicyReader::mappings),
                    extensions.read(Extension.policyConstraints, PolicyConstraints::getInstance),
                    extensions.read(
                            Extension.inhibitAnyPolicy,
                            value -> ASN1Integer.getInstance(value).longValueExact()),
                    extensions.subjectKeyIdentifier(),
                    extensions.authorityKeyIdentifier(),
                    extensions.subjectAlternativeNames(),
                    extensions.critical(),
                    extensions.has(NO_REV_AVAIL));
        }
    }

    private final Certificate certificate;
    private final NameKey subject;
    private final NameKey issuer;
    private final String node;
    private final Instant notBefore;
    private final Instant notAfter;
    private final Claims claims;
    private final Optional<String> problem;

    private PathCertificate(
            Certificate certificate,
            NameKey subject,
            NameKey issuer,
            Claims claims,
            Optional<String> problem) {
        this.certificate = certificate;
        this.subject = subject;
        this.issuer = issuer;
        this.node = subject.canonical() + keyText(certificate);
        this.notBefore = certificate.notBefore();
        this.notAfter = certificate.notAfter();
        this.claims = claims;
        this.problem = problem;
    }

    static PathCertificate of(Certificate certificate) {
        NameKey subject = NameKey.of(certificate.subject());
        NameKey issuer = NameKey.of(certificate.issuer());
        try {
            Claims claims = Claims.read(CertificateExtensions.of(certificate));
            return new PathCertificate(
                    certificate, subject, issuer, claims, algorithmProblem(certificate));
        } catch (CertificateFormatException e) {
            return new PathCertificate(
                    certificate, subject, issuer, Claims.NONE, Optional.of(e.getMessage()));
        }
    }

    /** RFC 5280 §4.1.1.2: the two algorithm fields must be the same. */
    private static Optional<String> algorithmProblem(Certificate certificate) {
        var structure = certificate.holder().toASN1Structure();
        return structure
                        .getSignatureAlgorithm()
                        .equals(structure.getTBSCertificate().getSignature())
                ? Optional.empty()
                : Optional.of("the signature algorithm inside differs from that outside");
    }

    private static String keyText(Certificate certificate) {
        try {
            return Hex.toHexString(certificate.holder().getSubjectPublicKeyInfo().getEncoded());
        } catch (IOException e) {
            // What was parsed encodes again; if it does not, the octets themselves are the key.
            return certificate.sha256();
        }
    }

    Certificate certificate() {
        return certificate;
    }

    NameKey subject() {
        return subject;
    }

    NameKey issuer() {
        return issuer;
    }

    /** Name and key in one: what must not come twice in a path. */
    String node() {
        return node;
    }

    SubjectPublicKeyInfo key() {
        return certificate.holder().getSubjectPublicKeyInfo();
    }

    Claims claims() {
        return claims;
    }

    Optional<String> problem() {
        return problem;
    }

    Instant notBefore() {
        return notBefore;
    }

    Instant notAfter() {
        return notAfter;
    }

    boolean validAt(Instant at) {
        return !at.isBefore(notBefore) && !at.isAfter(notAfter);
    }

    boolean selfIssued() {
        return subject.equals(issuer);
    }

    boolean mayIssue() {
        return claims.basicConstraints().map(BasicConstraints::isCA).orElse(false)
                && claims.keyUsage().map(use -> use.hasUsages(KeyUsage.keyCertSign)).orElse(true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathCertificate that && certificate.equals(that.certificate);
    }

    @Override
    public int hashCode() {
        return certificate.hashCode();
    }

    @Override
    public String toString() {
        return certificate.toString();
    }
}
