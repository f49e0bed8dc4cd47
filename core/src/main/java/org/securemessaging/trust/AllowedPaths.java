package org.securemessaging.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.list.Purpose;

/**
 * Looks for a path to a certificate that the trust list accepts as an end of paths, where no anchor
 * could be reached. Immutable and thread safe.
 */
final class AllowedPaths {
    private final SignatureChecker checker;
    private final PathLimits limits;
    private final PathEngine engine;
    private final StatusCheck status;

    /**
     * A search.
     *
     * @param engine asks of the certificate at the end all that may be asked of an anchor
     */
    AllowedPaths(
            SignatureChecker checker, PathLimits limits, PathEngine engine, StatusCheck status) {
        this.checker = checker;
        this.limits = limits;
        this.engine = engine;
        this.status = status;
    }

    /** What came of it; empty if the list accepts no certificate that is at hand. */
    Optional<PathEngine.Outcome> find(PathCertificate target, PathContext context) {
        CertificateIndex ends = ends(target.certificate(), context);
        if (ends.all().isEmpty()) {
            return Optional.empty();
        }
        // A budget of its own: what the search for an anchor took is not this one's fault.
        PathBudget budget = new PathBudget(limits);
        PathEngine.Outcome found = engine.find(target.certificate(), context.to(ends, budget));
        return found.report().valid()
                ? Optional.of(judge(target, found, context.to(context.anchors(), budget)))
                : Optional.of(found);
    }

    private static CertificateIndex ends(Certificate target, PathContext context) {
        Set<String> thumbprints = context.list().ends(Purpose.EMAIL, context.query().at());
        if (thumbprints.isEmpty()) {
            return CertificateIndex.EMPTY;
        }
        Stream<Certificate> atHand = context.pools().stream().flatMap(pool -> pool.all().stream());
        return CertificateIndex.of(
                Stream.concat(Stream.of(target), atHand)
                        .filter(certificate -> thumbprints.contains(certificate.sha256()))
                        .toList());
    }

    private PathEngine.Outcome judge(
            PathCertificate target, PathEngine.Outcome found, PathContext context) {
        PathCertificate end = found.path().map(CandidatePath::anchor).orElse(target);
        List<Finding> findings = new ArrayList<>(found.report().findings());
        findings.add(
                Finding.of(
                        ReasonCode.ALLOWED,
                        "no anchor was reached; the trust list accepts " + end.certificate()));
        Above above = new Above(end, context);
        findings.addAll(above.denials());
        Instant until = found.until();
        List<StatusProof> proofs = new ArrayList<>(found.report().proofs());
        if (context.query().revocation() != RevocationMode.OFF) {
            StatusCheck.Outcome statuses = above.status();
            findings.addAll(statuses.findings());
            proofs.addAll(statuses.proofs());
            until = until.isBefore(statuses.until()) ? until : statuses.until();
        }
        context.budget().exhausted().map(PathProcessing::limit).ifPresent(findings::add);
        Instant changes = context.list().changesAfter(context.query().at());
        return new PathEngine.Outcome(
                new PathReport(
                        findings.stream().distinct().toList(),
                        found.report().path(),
                        found.report().policies(),
                        found.report().rejected(),
                        proofs),
                until.isBefore(changes) ? until : changes,
                found.path());
    }

    /**
     * Who issued the certificate in which the path ends, as far as they are at hand: nobody asks
     * them for trust, but a deny and a revocation hold even so.
     */
    private final class Above {
        private final PathCertificate end;
        private final PathContext context;
        private final TrustListCheck list;
        private final PathGraph graph;
        private final IssuerSignatures signatures;

        Above(PathCertificate end, PathContext context) {
            this.end = end;
            this.context = context;
            this.list = new TrustListCheck(context.list(), context.query().at());
            this.graph = PathGraph.reach(end, context.anchors(), context.pools(), context.budget());
            this.signatures = new IssuerSignatures(checker, graph, context.budget());
        }

        List<Finding> denials() {
            List<Finding> denials = new ArrayList<>();
            List<PathCertificate> climbing = new ArrayList<>(List.of(end));
            Set<PathCertificate> seen = new HashSet<>(climbing);
            while (!climbing.isEmpty()) {
                PathCertificate below = climbing.remove(climbing.size() - 1);
                for (PathCertificate issuer : issuers(below)) {
                    if (seen.add(issuer)) {
                        list.denial(issuer.certificate()).ifPresent(denials::add);
                        climbing.add(issuer);
                    }
                }
            }
            return denials;
        }

        /** A revocation counts; that nothing could be learned does not. */
        StatusCheck.Outcome status() {
            PathContext lenient = context.asking(RevocationMode.PREFER);
            for (PathCertificate issuer : issuers(end)) {
                if (!issuer.equals(end)) {
                    return status.check(
                            new CandidatePath(List.of(end), issuer, List.of()), lenient);
                }
            }
            return new StatusCheck.Outcome(
                    List.of(
                            new Finding(
                                    ReasonCode.REVOCATION_UNCHECKED,
                                    SignatureResult.PASS,
                                    "no issuer of " + end.certificate() + " is at hand")),
                    Instant.MAX,
                    List.of());
        }

        private List<PathCertificate> issuers(PathCertificate below) {
            return graph.above(below).stream()
                    .filter(issuer -> signatures.check(below, issuer).valid())
                    .toList();
        }
    }
}
