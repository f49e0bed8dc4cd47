package org.securemessaging.trust;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SignatureCheck;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Climbs from the target to the anchors along every path there is, the most promising first, until
 * one is accepted or the budget is spent. Key identifiers, validity and nearness to an anchor
 * decide the order alone: nothing is left out for their sake, and a signature is checked at each
 * step. One thread uses it, for one target.
 */
final class PathSearch {
    private final PathGraph graph;
    private final IssuerSignatures signatures;
    private final Instant at;
    private final PathBudget budget;
    private final Rejections rejections;
    private final Predicate<CandidatePath> accept;
    private final Deque<PathCertificate> climbed = new ArrayDeque<>();
    private final Deque<List<Finding>> findings = new ArrayDeque<>();
    private final Set<String> nodes = new HashSet<>();

    /**
     * A search.
     *
     * @param accept judges a complete path; true ends the search
     */
    PathSearch(
            PathGraph graph,
            IssuerSignatures signatures,
            Instant at,
            PathBudget budget,
            Rejections rejections,
            Predicate<CandidatePath> accept) {
        this.graph = graph;
        this.signatures = signatures;
        this.at = at;
        this.budget = budget;
        this.rejections = rejections;
        this.accept = accept;
    }

    /** Climbs from a target; true if a path was accepted. */
    boolean from(PathCertificate target) {
        climbed.addLast(target);
        nodes.add(target.node());
        return climb(target);
    }

    private boolean climb(PathCertificate top) {
        List<PathCertificate> refused = new ArrayList<>();
        boolean signerKnown = false;
        List<PathCertificate> candidates = ranked(top);
        for (PathCertificate issuer : candidates) {
            if (!budget.takeStep()) {
                return false;
            }
            if (!leadsUp(issuer)) {
                continue;
            }
            SignatureCheck check = signatures.check(top, issuer);
            switch (check.outcome()) {
                case VALID -> {
                    signerKnown = true;
                    if (ascend(issuer, check.findings())) {
                        return true;
                    }
                }
                case INVALID -> refused.add(issuer);
                case UNDECIDED -> rejections.add(pathTo(issuer), check.findings());
            }
        }
        explain(top, candidates.isEmpty(), signerKnown, refused);
        return false;
    }

    private boolean ascend(PathCertificate issuer, List<Finding> weaknesses) {
        findings.addLast(weaknesses);
        boolean accepted;
        if (isAnchor(issuer)) {
            accepted = budget.takePath() && accept.test(complete(issuer));
        } else {
            climbed.addLast(issuer);
            nodes.add(issuer.node());
            accepted = climb(issuer);
            nodes.remove(issuer.node());
            climbed.removeLast();
        }
        findings.removeLast();
        return accepted;
    }

    private CandidatePath complete(PathCertificate anchor) {
        List<Finding> all = findings.stream().flatMap(List::stream).toList();
        return new CandidatePath(List.copyOf(climbed), anchor, all);
    }

    private boolean leadsUp(PathCertificate issuer) {
        if (isAnchor(issuer)) {
            return true;
        }
        if (nodes.contains(issuer.node())) {
            return false; // A loop: the same name with the same key stands below already.
        }
        int length = climbed.size() + 1 + graph.distance(issuer.issuer());
        if (length > budget.depth()) {
            rejections.add(pathTo(issuer), List.of(deadEnd(issuer, length)));
            return false;
        }
        return true;
    }

    private static Finding deadEnd(PathCertificate issuer, int length) {
        String why = length >= PathGraph.UNREACHABLE ? "leads to no trust anchor" : "is too deep";
        return untrusted(issuer.certificate().subject() + " " + why);
    }

    /** Says of each issuer that did not sign whether the signature is bad or another's. */
    private void explain(
            PathCertificate top,
            boolean noCandidate,
            boolean signerKnown,
            List<PathCertificate> refused) {
        if (noCandidate) {
            rejections.add(
                    path(), List.of(untrusted("no certificate of " + top.certificate().issuer())));
        }
        boolean another = signerKnown || (top.selfIssued() && signatures.check(top, top).valid());
        for (PathCertificate issuer : refused) {
            String what = issuer.certificate() + " did not sign " + top.certificate().subject();
            Finding finding =
                    another || keyMatch(top, issuer) == KeyMatch.DIFFERENT
                            ? untrusted(what)
                            : Finding.of(ReasonCode.CERTIFICATE_SIGNATURE_INVALID, what);
            rejections.add(pathTo(issuer), List.of(finding));
        }
    }

    private List<PathCertificate> ranked(PathCertificate top) {
        List<PathCertificate> candidates = new ArrayList<>(graph.above(top));
        candidates.sort(
                Comparator.comparing(
                                (PathCertificate issuer) -> !isAnchor(issuer) && !issuer.mayIssue())
                        .thenComparing(issuer -> !issuer.validAt(at))
                        .thenComparing(issuer -> keyMatch(top, issuer))
                        .thenComparing(issuer -> !isAnchor(issuer))
                        .thenComparing(issuer -> graph.distance(issuer.issuer()))
                        .thenComparing(PathCertificate::notAfter, Comparator.reverseOrder()));
        return candidates;
    }

    private boolean isAnchor(PathCertificate certificate) {
        return graph.isAnchor(certificate);
    }

    private enum KeyMatch {
        SAME,
        UNKNOWN,
        DIFFERENT
    }

    private static KeyMatch keyMatch(PathCertificate child, PathCertificate issuer) {
        Optional<byte[]> wanted = child.claims().authorityKeyIdentifier();
        Optional<byte[]> has = issuer.claims().subjectKeyIdentifier();
        if (wanted.isEmpty() || has.isEmpty()) {
            return KeyMatch.UNKNOWN;
        }
        return Arrays.equals(wanted.get(), has.get()) ? KeyMatch.SAME : KeyMatch.DIFFERENT;
    }

    private List<Certificate> path() {
        return climbed.stream().map(PathCertificate::certificate).toList();
    }

    private List<Certificate> pathTo(PathCertificate issuer) {
        List<Certificate> path = new ArrayList<>(path());
        path.add(issuer.certificate());
        return path;
    }

    private static Finding untrusted(String detail) {
        return Finding.of(ReasonCode.UNTRUSTED, detail);
    }
}
