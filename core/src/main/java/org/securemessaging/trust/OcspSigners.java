package org.securemessaging.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.SignatureCheck;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.revocation.OcspAuthority;
import org.securemessaging.revocation.OcspResponse;

/**
 * Decides whether an OCSP response's signer is to be believed about a certificate of a path (RFC
 * 6960 §4.2.2.2): the certificate's issuer himself, or a responder with a certificate that he
 * issued for that purpose, whose status is asked for in turn. One thread uses it.
 */
final class OcspSigners implements OcspAuthority {
    private final SignatureChecker checker;
    private final PathEngine engine;
    private final PathCertificate issuer;
    private final SubjectPublicKeyInfo issuerKey;
    private final PathContext context;
    private final Map<String, Vouching> believed = new HashMap<>();

    /**
     * For one certificate.
     *
     * @param issuer the certificate above it in its path
     * @param issuerKey his key, with the parameters it inherits
     */
    OcspSigners(
            SignatureChecker checker,
            PathEngine engine,
            PathCertificate issuer,
            SubjectPublicKeyInfo issuerKey,
            PathContext context) {
        this.checker = checker;
        this.engine = engine;
        this.issuer = issuer;
        this.issuerKey = issuerKey;
        this.context = context;
    }

    /** How the signer of a response came to be believed to which there was no objection. */
    Vouching vouching(OcspResponse response) {
        return believed.getOrDefault(response.sha256(), Vouching.BY_ISSUER);
    }

    @Override
    public List<Finding> objections(OcspResponse response) {
        List<Finding> objections = new ArrayList<>();
        if (isNamed(response, issuer)) {
            Optional<Finding> objection = signature(response, issuer, issuerKey);
            if (objection.isEmpty()) {
                return List.of();
            }
            objections.add(objection.get());
        }
        for (Certificate candidate : response.certificates()) {
            PathCertificate responder = PathCertificate.of(candidate);
            if (isNamed(response, responder) && !candidate.equals(issuer.certificate())) {
                Optional<Finding> objection =
                        signature(response, responder, responder.key())
                                .or(() -> delegation(response, responder));
                if (objection.isEmpty()) {
                    return List.of();
                }
                objections.add(objection.get());
            }
        }
        return List.of(
                objections.isEmpty() ? invalid("no certificate of its signer") : objections.get(0));
    }

    private Optional<Finding> signature(
            OcspResponse response, PathCertificate signer, SubjectPublicKeyInfo key) {
        if (!context.budget().takeSignature()) {
            return Optional.of(invalid("too many signatures to check"));
        }
        SignatureCheck check =
                checker.check(
                        key,
                        response.signatureAlgorithm(),
                        response.signedOctets(),
                        response.signature());
        if (!check.valid()) {
            return Optional.of(invalid("not signed by " + signer.certificate()));
        }
        return context.query().allowWeak()
                ? Optional.empty()
                : check.findings().stream()
                        .filter(finding -> finding.effect() != SignatureResult.PASS)
                        .map(finding -> invalid(finding.detail()))
                        .findFirst();
    }

    private Optional<Finding> delegation(OcspResponse response, PathCertificate responder) {
        if (!mayRespond(responder)) {
            return Optional.of(invalid(responder.certificate() + " may not sign OCSP answers"));
        }
        if (context.inQuestion().contains(responder.certificate().sha256())) {
            return Optional.of(invalid("the responder vouches for itself"));
        }
        // The issuer is the only anchor and there is no one between: he must have issued it.
        PathContext own =
                new PathContext(
                        context.query().with(PolicyInputs.ANY).at(time(response)),
                        CertificateIndex.of(List.of(issuer.certificate())),
                        List.of(),
                        context.budget(),
                        context.inQuestion(),
                        PathPurpose.OCSP_SIGNING,
                        context.list());
        PathReport report = engine.find(responder.certificate(), own).report();
        if (report.valid()) {
            believed.put(response.sha256(), Vouching.of(report));
        }
        return report.valid()
                ? Optional.empty()
                : Optional.of(
                        invalid(
                                "the responder "
                                        + responder.certificate()
                                        + ": "
                                        + report.findings().get(0).reason().code()));
    }

    /** A later answer about an earlier time is signed by the responder of then. */
    private Instant time(OcspResponse response) {
        Instant at = context.query().at();
        return response.producedAt().isAfter(at) ? response.producedAt() : at;
    }

    private static boolean mayRespond(PathCertificate responder) {
        boolean purpose =
                responder
                        .claims()
                        .extendedKeyUsage()
                        .filter(uses -> uses.contains(KeyPurposeId.id_kp_OCSPSigning.getId()))
                        .isPresent();
        return purpose
                && responder
                        .claims()
                        .keyUsage()
                        .map(
                                use ->
                                        use.hasUsages(KeyUsage.digitalSignature)
                                                || use.hasUsages(KeyUsage.nonRepudiation))
                        .orElse(true);
    }

    private static boolean isNamed(OcspResponse response, PathCertificate certificate) {
        ResponderID responder = response.responder();
        return responder.getKeyHash() != null
                ? Arrays.equals(responder.getKeyHash(), sha1(certificate.key()))
                : NameKey.of(responder.getName()).equals(certificate.subject());
    }

    /** What RFC 6960 §4.2.1 names a key by; nothing's security depends on it. */
    private static byte[] sha1(SubjectPublicKeyInfo key) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(key.getPublicKeyData().getBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static Finding invalid(String what) {
        return Finding.of(ReasonCode.OCSP_INVALID, "OCSP answer: " + what);
    }
}
