package org.securemessaging.trust;

import java.util.HashSet;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.revocation.RevocationChecker;

/**
 * Answers every question anew: tries all paths that names and signatures allow, within limits, and
 * judges them by RFC 5280 §6 as updated by RFC 9549, 9598, 9608 and 9618. Thread safe.
 */
public final class BuildingPathValidator implements PathValidator {
    private final TrustAnchors anchors;
    private final TrustAnchors intermediates;
    private final List<IssuerSource> issuers;
    private final PathRules rules;
    private final PathEngine engine;

    /**
     * A validator.
     *
     * @param anchors whom the administrator trusts
     * @param intermediates further CA certificates at hand, trusted for nothing
     * @param checker checks signatures, and knows which algorithms are weak
     * @param revocation how revocation status is had
     * @param rules what is asked of every path
     */
    public BuildingPathValidator(
            TrustAnchors anchors,
            TrustAnchors intermediates,
            SignatureChecker checker,
            RevocationChecker revocation,
            PathRules rules) {
        this(anchors, intermediates, checker, revocation, rules, List.of());
    }

    /**
     * A validator that looks for issuers elsewhere if it finds no valid path with what is at hand.
     *
     * @param anchors whom the administrator trusts
     * @param intermediates further CA certificates at hand, trusted for nothing
     * @param checker checks signatures, and knows which algorithms are weak
     * @param revocation how revocation status is had
     * @param rules what is asked of every path
     * @param issuers where further CA certificates are looked for
     */
    public BuildingPathValidator(
            TrustAnchors anchors,
            TrustAnchors intermediates,
            SignatureChecker checker,
            RevocationChecker revocation,
            PathRules rules,
            List<IssuerSource> issuers) {
        this.anchors = anchors;
        this.intermediates = intermediates;
        this.issuers = List.copyOf(issuers);
        this.rules = rules;
        this.engine =
                new PathEngine(checker, rules, new RevocationDecision(revocation, checker, rules));
    }

    @Override
    public PathReport validate(Certificate target, PathQuery query) {
        return find(target, query).report();
    }

    /** Changes whenever the anchors or the intermediates do. */
    long generation() {
        return (anchors.generation() << 32) + intermediates.generation();
    }

    PathEngine.Outcome find(Certificate target, PathQuery query) {
        List<CertificateIndex> pools =
                List.of(intermediates.current(), CertificateIndex.of(query.certificates()));
        PathContext context =
                new PathContext(
                        query,
                        anchors.current(),
                        pools,
                        new PathBudget(rules.limits()),
                        new HashSet<>(),
                        PathPurpose.MAIL);
        PathEngine.Outcome outcome = engine.find(target, context);
        return outcome.report().valid() || issuers.isEmpty()
                ? outcome
                : findElsewhere(target, context, outcome);
    }

    private PathEngine.Outcome findElsewhere(
            Certificate target, PathContext context, PathEngine.Outcome withWhatIsAtHand) {
        IssuerLookup lookup = new IssuerLookup(issuers, context);
        PathEngine.Outcome outcome = withWhatIsAtHand;
        // Every round takes at least one of the look-ups, which are bounded.
        while (!outcome.report().valid() && lookup.ask(target)) {
            outcome = engine.find(target, context.with(lookup.found()));
        }
        return outcome.report().valid() || lookup.problems().isEmpty()
                ? outcome
                : outcome.withRejected(new RejectedPath(List.of(target), lookup.problems()));
    }
}
