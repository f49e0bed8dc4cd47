package org.securemessaging.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/** Looks for a path in a context: search, judgement, status. Immutable and thread safe. */
final class PathEngine {
    private final SignatureChecker checker;
    private final PathRules rules;
    private final StatusCheck status;

    /**
     * What came of a search.
     *
     * @param report what is told
     * @param until until when a valid path stays valid for the same question
     * @param path the path that was accepted, empty if none was or the target is an anchor
     */
    record Outcome(PathReport report, Instant until, Optional<CandidatePath> path) {
        /** The same with more rejected paths. */
        Outcome withRejected(List<RejectedPath> more) {
            List<RejectedPath> rejected = new ArrayList<>(report.rejected());
            rejected.addAll(more);
            return new Outcome(
                    new PathReport(
                            report.findings(),
                            report.path(),
                            report.policies(),
                            rejected,
                            report.proofs()),
                    until,
                    path);
        }
    }

    PathEngine(SignatureChecker checker, PathRules rules, StatusCheck status) {
        this.checker = checker;
        this.rules = rules;
        this.status = status;
    }

    Outcome find(Certificate certificate, PathContext context) {
        PathCertificate target = PathCertificate.of(certificate);
        if (context.anchors().contains(certificate)) {
            return trustedTarget(target, context);
        }
        PathGraph graph =
                PathGraph.reach(target, context.anchors(), context.pools(), context.budget());
        IssuerSignatures signatures = new IssuerSignatures(checker, graph, context.budget());
        Rejections rejections = new Rejections();
        Attempt attempt = new Attempt(context, rejections);
        PathSearch search =
                new PathSearch(
                        graph,
                        signatures,
                        context.query().at(),
                        context.budget(),
                        rejections,
                        attempt::accept);
        return search.from(target) ? attempt.accepted(target) : rejected(context, rejections);
    }

    /** Where no anchor was reached: a path that the trust list makes acceptable. */
    Outcome findAllowed(Certificate target, PathContext context, Outcome withoutList) {
        if (!withoutList.report().path().isEmpty() || context.budget().exhausted().isPresent()) {
            return withoutList;
        }
        PathRules strict = new PathRules(true, true, rules.chainExtendedKeyUsage(), rules.limits());
        PathEngine engine = new PathEngine(checker, strict, status);
        return new AllowedPaths(checker, rules.limits(), engine, status)
                .find(PathCertificate.of(target), context)
                .filter(allowed -> !allowed.report().path().isEmpty())
                .map(allowed -> allowed.withRejected(withoutList.report().rejected()))
                .orElse(withoutList);
    }

    /** What is told of a target that is denied itself. */
    static Outcome denied(Certificate target, Finding denial) {
        return new Outcome(
                new PathReport(List.of(denial), List.of(target), Set.of(), List.of()),
                Instant.MIN,
                Optional.empty());
    }

    private Outcome trustedTarget(PathCertificate target, PathContext context) {
        PathProcessing.Outcome outcome = processing(context).judgeTrustedTarget(target);
        PathReport report =
                new PathReport(
                        outcome.findings(),
                        List.of(target.certificate()),
                        outcome.policies(),
                        List.of());
        return new Outcome(report, target.notAfter(), Optional.empty());
    }

    private static Outcome rejected(PathContext context, Rejections rejections) {
        Optional<RejectedPath> nearest = rejections.nearestComplete();
        List<Finding> findings = new ArrayList<>();
        nearest.ifPresentOrElse(
                path -> findings.addAll(path.findings()),
                () -> findings.add(rejections.whyNoAnchor()));
        context.budget().exhausted().map(PathProcessing::limit).ifPresent(findings::add);
        PathReport report =
                new PathReport(
                        findings.stream().distinct().toList(),
                        nearest.map(RejectedPath::path).orElse(List.of()),
                        Set.of(),
                        rejections.all(),
                        nearest.map(RejectedPath::proofs).orElse(List.of()));
        return new Outcome(report, Instant.MIN, Optional.empty());
    }

    private PathProcessing processing(PathContext context) {
        return new PathProcessing(
                context.query().at(),
                context.query().policies(),
                rules,
                context.budget(),
                context.purpose() == PathPurpose.MAIL,
                context.list());
    }

    /** Judges the paths of one search, and keeps the one that holds. */
    private final class Attempt {
        private final PathContext context;
        private final Rejections rejections;
        private Optional<CandidatePath> path = Optional.empty();
        private List<Finding> findings = List.of();
        private Set<String> policies = Set.of();
        private Instant until = Instant.MIN;
        private List<StatusProof> proofs = List.of();

        Attempt(PathContext context, Rejections rejections) {
            this.context = context;
            this.rejections = rejections;
        }

        boolean accept(CandidatePath candidate) {
            PathProcessing.Outcome judged = processing(context).judge(candidate);
            List<Finding> found = new ArrayList<>(soften(judged.findings()));
            Instant statusUntil = Instant.MAX;
            List<StatusProof> shown = List.of();
            // Nothing is fetched for the sake of a path that fails anyway.
            if (holds(found)) {
                StatusCheck.Outcome statuses = status.check(candidate, context);
                found.addAll(statuses.findings());
                statusUntil = statuses.until();
                shown = statuses.proofs();
            }
            if (!holds(found)) {
                rejections.addComplete(candidate.whole(), found, shown);
                return false;
            }
            path = Optional.of(candidate);
            findings = found.stream().distinct().toList();
            policies = judged.policies();
            proofs = shown;
            until = earliest(candidate, statusUntil);
            return true;
        }

        Outcome accepted(PathCertificate target) {
            List<Certificate> whole =
                    path.map(CandidatePath::whole).orElse(List.of(target.certificate()));
            return new Outcome(
                    new PathReport(findings, whole, policies, rejections.all(), proofs),
                    until,
                    path);
        }

        private Instant earliest(CandidatePath candidate, Instant statusUntil) {
            Instant changes = context.list().changesAfter(context.query().at());
            Instant first = changes.isBefore(statusUntil) ? changes : statusUntil;
            for (PathCertificate certificate : candidate.certificates()) {
                first = first.isBefore(certificate.notAfter()) ? first : certificate.notAfter();
            }
            Instant anchorEnds = candidate.anchor().notAfter();
            return rules.checkAnchorValidity() && anchorEnds.isBefore(first) ? anchorEnds : first;
        }

        private List<Finding> soften(List<Finding> found) {
            return context.query().allowWeak()
                    ? found.stream().map(PathEngine::tolerateWeakness).toList()
                    : found;
        }
    }

    private static Finding tolerateWeakness(Finding finding) {
        boolean weakness =
                finding.reason() == ReasonCode.WEAK_ALGORITHM
                        || finding.reason() == ReasonCode.WEAK_KEY;
        return weakness ? finding.tolerated() : finding;
    }

    private static boolean holds(List<Finding> findings) {
        return findings.stream().allMatch(finding -> finding.effect() == SignatureResult.PASS);
    }
}
