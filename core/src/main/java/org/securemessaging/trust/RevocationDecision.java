package org.securemessaging.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlFormatException;
import org.securemessaging.revocation.RevocationAuthority;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationEvidence;
import org.securemessaging.revocation.RevocationQuestion;
import org.securemessaging.revocation.RevocationStatus;

/**
 * Decides what the revocation status of the certificates in a path means for it, from the anchor
 * down to the target. Immutable and thread safe.
 */
final class RevocationDecision implements StatusCheck {
    // A CRL's signer may need a CRL of another signer, and so on; real chains of that kind have
    // two.
    private static final int SIGNER_DEPTH = 4;

    private final RevocationChecker revocation;
    private final SignatureChecker checker;
    private final CheckedCrls checked;
    private final PathRules rules;

    RevocationDecision(RevocationChecker revocation, SignatureChecker checker, PathRules rules) {
        this.revocation = revocation;
        this.checker = checker;
        this.checked = new CheckedCrls(checker);
        this.rules = rules;
    }

    @Override
    public Outcome check(CandidatePath path, PathContext context) {
        RevocationMode mode = context.query().revocation();
        if (mode == RevocationMode.OFF) {
            return new Outcome(
                    List.of(Finding.of(ReasonCode.REVOCATION_UNCHECKED, "by configuration")),
                    Instant.MAX,
                    List.of());
        }
        List<Crl> offered = parse(context.query().crls());
        List<Finding> findings = new ArrayList<>();
        List<StatusProof> proofs = new ArrayList<>();
        Instant until = Instant.MAX;
        for (int i = path.certificates().size() - 1; i >= 0; i--) {
            PathCertificate certificate = path.certificates().get(i);
            if (hasNoStatus(certificate, context)) {
                continue;
            }
            RevocationStatus status = status(certificate, i, path, offered, context, proofs);
            if (status instanceof RevocationStatus.Revoked revoked) {
                findings.add(revoked(certificate, revoked));
                break; // What it issued can't be asked about any more.
            } else if (status instanceof RevocationStatus.Good good) {
                until = until.isBefore(good.until()) ? until : good.until();
            } else if (status instanceof RevocationStatus.Unknown unknown) {
                unknown.findings().forEach(f -> findings.add(byMode(f, certificate, mode)));
                until = context.query().at(); // A better answer may be had at any time.
            }
        }
        return new Outcome(findings, until, proofs.stream().distinct().toList());
    }

    private RevocationStatus status(
            PathCertificate certificate,
            int index,
            CandidatePath path,
            List<Crl> offered,
            PathContext context,
            List<StatusProof> proofs) {
        String thumbprint = certificate.certificate().sha256();
        if (context.inQuestion().contains(thumbprint)) {
            // A CRL's signer may vouch for itself: that CRL is consulted further up, and decides.
            return new RevocationStatus.Good(Instant.MAX, List.of());
        }
        if (context.inQuestion().size() >= SIGNER_DEPTH) {
            return new RevocationStatus.Unknown(
                    List.of(Finding.of(ReasonCode.CRL_INVALID, "too many signers in a row")));
        }
        context.inQuestion().add(thumbprint);
        try {
            PathCertificate issuer = path.certificate(index + 1);
            RevocationQuestion question =
                    new RevocationQuestion(
                            certificate.certificate(),
                            issuer.certificate(),
                            context.query().at(),
                            offered,
                            context.query().budget());
            PathEngine engine = new PathEngine(checker, rules, this);
            CrlSigners crls = new CrlSigners(checked, engine, path, index, context);
            OcspSigners responses =
                    new OcspSigners(checker, engine, issuer, path.key(index + 1), context);
            RevocationStatus status =
                    revocation.check(question, new RevocationAuthority(crls, responses));
            for (RevocationEvidence evidence : evidence(status)) {
                Vouching vouching =
                        evidence instanceof RevocationEvidence.OfCrl of
                                ? crls.vouching(of.crl())
                                : responses.vouching(
                                        ((RevocationEvidence.OfResponse) evidence).response());
                proofs.add(new StatusProof(certificate.certificate(), evidence, vouching.path()));
                proofs.addAll(vouching.proofs());
            }
            return status;
        } finally {
            context.inQuestion().remove(thumbprint);
        }
    }

    private static List<RevocationEvidence> evidence(RevocationStatus status) {
        if (status instanceof RevocationStatus.Good good) {
            return good.evidence();
        }
        return status instanceof RevocationStatus.Revoked revoked ? revoked.evidence() : List.of();
    }

    /**
     * RFC 9608: a certificate that will never be revoked, unless it says where to ask after all;
     * and RFC 6960 §4.2.2.2.1: a responder whose issuer vouches for it as long as it is valid, or
     * names no way to ask.
     */
    private static boolean hasNoStatus(PathCertificate certificate, PathContext context) {
        CertificateExtensions extensions = CertificateExtensions.of(certificate.certificate());
        boolean namesCrls = extensions.has(Extension.cRLDistributionPoints);
        if (context.purpose() == PathPurpose.OCSP_SIGNING) {
            return extensions.has(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck)
                    || (!namesCrls && !extensions.has(Extension.authorityInfoAccess));
        }
        return certificate.claims().noRevocationAvailable() && !namesCrls;
    }

    private static Finding revoked(PathCertificate certificate, RevocationStatus.Revoked revoked) {
        return Finding.of(
                ReasonCode.REVOKED,
                certificate.certificate().subject()
                        + " was revoked at "
                        + revoked.entry().revokedAt()
                        + ", reason code "
                        + revoked.entry().reason());
    }

    private static Finding byMode(
            Finding finding, PathCertificate certificate, RevocationMode mode) {
        Finding named =
                new Finding(
                        finding.reason(),
                        finding.effect(),
                        certificate.certificate().subject() + ": " + finding.detail());
        return mode == RevocationMode.REQUIRE ? named : named.tolerated();
    }

    private static List<Crl> parse(List<byte[]> offered) {
        List<Crl> crls = new ArrayList<>();
        for (byte[] der : offered) {
            parse(der).ifPresent(crls::add);
        }
        return crls;
    }

    private static Optional<Crl> parse(byte[] der) {
        try {
            return Optional.of(Crl.parse(der.clone()));
        } catch (CrlFormatException e) {
            return Optional.empty(); // As PathQuery says: what a stranger sent is passed over.
        }
    }
}
