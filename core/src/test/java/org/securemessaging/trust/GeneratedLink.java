package org.securemessaging.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.securemessaging.certificate.Certificate;

/**
 * A certificate of a generated path, before it is signed; right in every way until it is changed.
 */
final class GeneratedLink {
    final TestCa subject;
    final boolean selfIssued;
    Instant from = TestCa.NOW.minus(Duration.ofDays(300));
    Instant to = TestCa.NOW.plus(Duration.ofDays(300));
    Optional<BasicConstraints> basicConstraints = Optional.empty();
    Optional<KeyUsage> keyUsage = Optional.empty();
    Optional<KeyPurposeId> purpose = Optional.empty();
    Optional<NameConstraints> names = Optional.empty();
    Optional<GeneralName> alternativeName = Optional.empty();
    Optional<byte[]> subjectKey;
    Optional<byte[]> authorityKey;
    Optional<TestCa> signer = Optional.empty();
    List<String> policies = new ArrayList<>();
    List<String[]> mappings = new ArrayList<>();
    Optional<Integer> requireExplicit = Optional.empty();
    Optional<Integer> inhibitMapping = Optional.empty();
    Optional<Boolean> unknownExtension = Optional.empty();
    boolean damaged;

    GeneratedLink(TestCa subject, TestCa issuer) {
        this.subject = subject;
        this.selfIssued = subject.name().equals(issuer.name());
        this.subjectKey = Optional.of(keyIdentifier(subject));
        this.authorityKey = Optional.of(keyIdentifier(issuer));
    }

    static GeneratedLink ca(TestCa subject, TestCa issuer) {
        GeneratedLink link = new GeneratedLink(subject, issuer);
        link.basicConstraints = Optional.of(new BasicConstraints(true));
        link.keyUsage = Optional.of(new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return link;
    }

    void mapping(String from, String to) {
        mappings.add(new String[] {from, to});
    }

    void permit(GeneralName base) {
        names =
                Optional.of(
                        new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(base)}, null));
    }

    void exclude(GeneralName base) {
        names =
                Optional.of(
                        new NameConstraints(null, new GeneralSubtree[] {new GeneralSubtree(base)}));
    }

    Certificate sign(TestCa issuer) {
        TestCa.Issue issue = signer.orElse(issuer).issue(subject).valid(from, to);
        subjectKey.ifPresent(issue::keyIdentifier);
        authorityKey.ifPresent(
                key ->
                        issue.with(
                                Extension.authorityKeyIdentifier,
                                false,
                                new AuthorityKeyIdentifier(key)));
        basicConstraints.ifPresent(value -> issue.with(Extension.basicConstraints, true, value));
        keyUsage.ifPresent(value -> issue.with(Extension.keyUsage, true, value));
        purpose.ifPresent(
                value ->
                        issue.with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(value)));
        names.ifPresent(value -> issue.with(Extension.nameConstraints, true, value));
        alternativeName.ifPresent(
                value ->
                        issue.with(
                                Extension.subjectAlternativeName, false, new GeneralNames(value)));
        unknownExtension.ifPresent(
                critical -> issue.with(Policies.UNKNOWN, critical, DERNull.INSTANCE));
        signPolicies(issue);
        return damaged ? damaged(issue.sign()) : issue.sign();
    }

    private void signPolicies(TestCa.Issue issue) {
        if (!policies.isEmpty()) {
            PolicyInformation[] values =
                    policies.stream()
                            .map(ASN1ObjectIdentifier::new)
                            .map(PolicyInformation::new)
                            .toArray(PolicyInformation[]::new);
            issue.with(Extension.certificatePolicies, false, new CertificatePolicies(values));
        }
        if (!mappings.isEmpty()) {
            issue.with(Extension.policyMappings, true, new PolicyMappings(mapped(0), mapped(1)));
        }
        List<ASN1Encodable> constraints = new ArrayList<>();
        requireExplicit.ifPresent(
                count -> constraints.add(new DERTaggedObject(false, 0, new ASN1Integer(count))));
        inhibitMapping.ifPresent(
                count -> constraints.add(new DERTaggedObject(false, 1, new ASN1Integer(count))));
        if (!constraints.isEmpty()) {
            issue.with(
                    Extension.policyConstraints,
                    true,
                    new DERSequence(constraints.toArray(ASN1Encodable[]::new)));
        }
    }

    private CertPolicyId[] mapped(int side) {
        return mappings.stream()
                .map(pair -> CertPolicyId.getInstance(new ASN1ObjectIdentifier(pair[side])))
                .toArray(CertPolicyId[]::new);
    }

    /** With another number in its ECDSA signature, which stays well-formed. */
    private static Certificate damaged(Certificate certificate) {
        byte[] octets = certificate.encoded().clone();
        octets[octets.length - 3] ^= 0x15;
        return Certificate.parse(octets);
    }

    static byte[] keyIdentifier(TestCa ca) {
        try {
            byte[] key = ca.publicKey().getPublicKeyData().getBytes();
            return MessageDigest.getInstance("SHA-1").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static BasicConstraints atMost(int length) {
        return new BasicConstraints(length);
    }
}
