package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.cms.SignatureCheck;
import org.securemessaging.cms.SignedOctets;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlAuthority;

/**
 * Decides whether a CRL's signer is to be believed about a certificate of a path (RFC 5280 §6.3.3
 * f, g): an issuer above it in the same path, or else someone of the CRL issuer's name with a path
 * of his own to the same anchor. One thread uses it.
 */
final class CrlSigners implements CrlAuthority {
    private final CheckedCrls checked;
    private final PathEngine engine;
    private final CandidatePath path;
    private final int index;
    private final PathContext context;
    private final Map<String, Vouching> believed = new HashMap<>();

    /**
     * For one certificate.
     *
     * @param index where it stands in the path, 0 for the target
     */
    CrlSigners(
            CheckedCrls checked,
            PathEngine engine,
            CandidatePath path,
            int index,
            PathContext context) {
        this.checked = checked;
        this.engine = engine;
        this.path = path;
        this.index = index;
        this.context = context;
    }

    /** How the signer of a CRL came to be believed to which there was no objection. */
    Vouching vouching(Crl crl) {
        return believed.getOrDefault(crl.sha256(), Vouching.BY_ISSUER);
    }

    @Override
    public List<Finding> objections(Crl crl) {
        SignedOctets signed = crl.signedOctets();
        List<Finding> objections = new ArrayList<>();
        // Those above in the path were found good already: status is asked from the anchor down.
        for (int above = index + 1; above <= path.certificates().size(); above++) {
            PathCertificate issuer = path.certificate(above);
            if (issuer.subject().equals(crl.issuer())) {
                Optional<Finding> objection = signature(crl, signed, issuer, path.key(above));
                if (objection.isEmpty()) {
                    return List.of();
                }
                objections.add(objection.get());
            }
        }
        for (PathCertificate signer : others(crl)) {
            Optional<Finding> objection =
                    signature(crl, signed, signer, signer.key())
                            .or(() -> pathObjection(crl, signer));
            if (objection.isEmpty()) {
                return List.of();
            }
            objections.add(objection.get());
        }
        return List.of(
                objections.isEmpty()
                        ? invalid(crl, "no certificate of its signer")
                        : objections.get(0));
    }

    private Set<PathCertificate> others(Crl crl) {
        Set<Certificate> known =
                new LinkedHashSet<>(path.whole().subList(index + 1, path.whole().size()));
        Set<PathCertificate> others = new LinkedHashSet<>();
        for (CertificateIndex pool : context.pools()) {
            for (Certificate certificate : pool.bySubject(crl.issuer())) {
                if (!known.contains(certificate) && context.budget().takeCandidate()) {
                    others.add(PathCertificate.of(certificate));
                }
            }
        }
        return others;
    }

    private Optional<Finding> signature(
            Crl crl, SignedOctets signed, PathCertificate signer, SubjectPublicKeyInfo key) {
        if (!signer.claims().keyUsage().map(use -> use.hasUsages(KeyUsage.cRLSign)).orElse(true)) {
            return Optional.of(invalid(crl, signer.certificate() + " may not sign CRLs"));
        }
        if (!context.budget().takeSignature()) {
            return Optional.of(invalid(crl, "too many signatures to check"));
        }
        SignatureCheck check = checked.check(crl, signed, key);
        if (!check.valid()) {
            return Optional.of(invalid(crl, "not signed by " + signer.certificate()));
        }
        boolean weak =
                !context.query().allowWeak()
                        && check.findings().stream()
                                .anyMatch(f -> f.effect() != SignatureResult.PASS);
        return weak
                ? Optional.of(invalid(crl, check.findings().get(0).detail()))
                : Optional.empty();
    }

    private Optional<Finding> pathObjection(Crl crl, PathCertificate signer) {
        CertificateIndex anchor = CertificateIndex.of(List.of(path.anchor().certificate()));
        List<CertificateIndex> pools = new ArrayList<>(context.pools());
        pools.add(CertificateIndex.of(path.whole()));
        PathContext own =
                new PathContext(
                        context.query().with(PolicyInputs.ANY),
                        anchor,
                        pools,
                        context.budget(),
                        context.inQuestion(),
                        PathPurpose.CRL_SIGNING,
                        context.list());
        PathReport report = engine.find(signer.certificate(), own).report();
        if (report.valid()) {
            believed.put(crl.sha256(), Vouching.of(report));
        }
        return report.valid()
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                ReasonCode.CRL_INVALID,
                                "the CRL's signer "
                                        + signer.certificate()
                                        + ": "
                                        + report.findings().get(0).reason().code()));
    }

    private static Finding invalid(Crl crl, String what) {
        return Finding.of(ReasonCode.CRL_INVALID, crl + ": " + what);
    }
}
