package org.securemessaging.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.cms.SignedDataReport;
import org.securemessaging.cms.SignerReport;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.cms.SmimeProfileWriter;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathValidator;

/**
 * Judges one signer: to what {@code cms} says of integrity and algorithms it adds identity, usage,
 * and the path with its revocation. Thread safe.
 */
final class SignerJudge {
    private static final PathReport UNJUDGED =
            new PathReport(List.of(), List.of(), Set.of(), List.of());

    private final PathValidator paths;

    SignerJudge(PathValidator paths) {
        this.paths = paths;
    }

    /**
     * Judges a signer of a layer of the envelope.
     *
     * @param signer what {@code cms} found
     * @param layer the structure, for its certificates and CRLs
     * @param facts the message
     * @return the verdict
     */
    JudgedSigner judge(SignerReport signer, SignedDataReport layer, MessageFacts facts) {
        List<JudgedSigner> verdicts = new ArrayList<>();
        for (Certificate certificate : candidates(signer)) {
            verdicts.add(judge(signer, certificate, layer, facts));
            if (last(verdicts).verdict().result() == SignatureResult.PASS) {
                return last(verdicts);
            }
        }
        return verdicts.isEmpty() ? withoutCertificate(signer) : verdicts.get(0);
    }

    /**
     * Reports a signer of an errant layer: integrity alone, since the layer does not count and its
     * path is not worth a fetch.
     *
     * @param signer what {@code cms} found
     * @return the verdict
     */
    static JudgedSigner report(SignerReport signer) {
        return signer.certificate()
                .map(
                        certificate ->
                                verdict(
                                        signer,
                                        certificate,
                                        Identification.none(MailAddresses.of(certificate)),
                                        signer.findings(),
                                        UNJUDGED,
                                        Optional.empty()))
                .orElseGet(() -> withoutCertificate(signer));
    }

    // A renewed certificate has the same key: the signature can't tell which one was meant.
    private static List<Certificate> candidates(SignerReport signer) {
        return Stream.concat(signer.certificate().stream(), signer.alternatives().stream())
                .toList();
    }

    private JudgedSigner judge(
            SignerReport signer,
            Certificate certificate,
            SignedDataReport layer,
            MessageFacts facts) {
        List<Finding> findings = new ArrayList<>(signer.findings());
        Identification identification =
                IdentityCheck.compare(
                        facts.request().identity(),
                        facts.authorship(),
                        MailAddresses.of(certificate));
        findings.addAll(identification.findings());
        findings.addAll(KeyUsages.forSigning(certificate));
        signer.signingTime()
                .flatMap(time -> DateCheck.compare(facts.header(), time))
                .ifPresent(findings::add);
        PathReport report = signer.intact() ? path(certificate, layer, facts) : UNJUDGED;
        findings.addAll(report.findings());
        return verdict(
                signer,
                certificate,
                identification,
                findings,
                report,
                worst(findings) == SignatureResult.PASS
                        ? SmimeProfileWriter.of(
                                signer.info(), certificate, layer.certificates(), report.path())
                        : Optional.empty());
    }

    private PathReport path(Certificate certificate, SignedDataReport layer, MessageFacts facts) {
        if (!facts.takePath()) {
            Finding limit = Finding.of(ReasonCode.LIMIT_EXCEEDED, "too many signers to judge");
            return new PathReport(List.of(limit), List.of(), Set.of(), List.of());
        }
        return paths.validate(
                certificate,
                new PathQuery(
                        facts.request().at(),
                        layer.certificates(),
                        layer.crls(),
                        facts.request().revocation(),
                        facts.network(),
                        facts.request().policies(),
                        facts.request().allowWeak()));
    }

    private static JudgedSigner withoutCertificate(SignerReport signer) {
        SignerVerdict verdict =
                new SignerVerdict(
                        worst(signer.findings()),
                        signer.findings(),
                        signer.certificate(),
                        Optional.empty(),
                        signer.digestAlgorithm(),
                        signer.signatureAlgorithm(),
                        signer.signingTime(),
                        List.of(),
                        List.of(),
                        Optional.empty());
        return new JudgedSigner(verdict, false, forged(signer));
    }

    private static JudgedSigner verdict(
            SignerReport signer,
            Certificate certificate,
            Identification identification,
            List<Finding> findings,
            PathReport path,
            Optional<SmimeProfile> profile) {
        // Two checks may find the same thing, the algorithm of a self-signed signer for instance.
        List<Finding> distinct = findings.stream().distinct().toList();
        SignerVerdict verdict =
                new SignerVerdict(
                        worst(distinct),
                        distinct,
                        Optional.of(certificate),
                        identification.address(),
                        signer.digestAlgorithm(),
                        signer.signatureAlgorithm(),
                        signer.signingTime(),
                        path.path(),
                        path.proofs(),
                        profile);
        return new JudgedSigner(verdict, identification.matches(), forged(signer));
    }

    private static boolean forged(SignerReport signer) {
        return !signer.intact() && worst(signer.findings()) == SignatureResult.FAIL;
    }

    private static SignatureResult worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::effect)
                .reduce(SignatureResult.PASS, SignatureResult::worse);
    }

    private static JudgedSigner last(List<JudgedSigner> verdicts) {
        return verdicts.get(verdicts.size() - 1);
    }
}
