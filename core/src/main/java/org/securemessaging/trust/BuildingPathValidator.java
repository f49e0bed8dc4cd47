package org.securemessaging.trust;

import java.util.HashSet;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustList;

/**
 * Answers every question anew: tries all paths that names and signatures allow, within limits, and
 * judges them by RFC 5280 §6 as updated by RFC 9549, 9598, 9608 and 9618. Thread safe.
 */
public final class BuildingPathValidator implements PathValidator {
    private final TrustAnchors anchors;
    private final TrustAnchors intermediates;
    private final CurrentTrustList list;
    private final List<IssuerSource> issuers;
    private final PathRules rules;
    private final PathEngine engine;

    /**
     * A validator without a trust list that answers with what is at hand.
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
     * A validator without a trust list that looks for issuers elsewhere if it finds no valid path
     * with what is at hand.
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
        this(
                anchors,
                intermediates,
                CurrentTrustList.of(TrustList.EMPTY),
                checker,
                revocation,
                rules,
                issuers);
    }

    /**
     * A validator.
     *
     * @param anchors whom the administrator trusts
     * @param intermediates further CA certificates at hand, trusted for nothing
     * @param list which certificates are allowed and denied, and what is asked of anchors
     * @param checker checks signatures, and knows which algorithms are weak
     * @param revocation how revocation status is had
     * @param rules what is asked of every path
     * @param issuers where further CA certificates are looked for
     */
    public BuildingPathValidator(
            TrustAnchors anchors,
            TrustAnchors intermediates,
            CurrentTrustList list,
            SignatureChecker checker,
            RevocationChecker revocation,
            PathRules rules,
            List<IssuerSource> issuers) {
        this.anchors = anchors;
        this.intermediates = intermediates;
        this.list = list;
        this.issuers = List.copyOf(issuers);
        this.rules = rules;
        this.engine =
                new PathEngine(checker, rules, new RevocationDecision(revocation, checker, rules));
    }

    @Override
    public PathReport validate(Certificate target, PathQuery query) {
        return find(target, query).report();
    }

    /** Which state of its files an answer was given by. */
    record Generation(long anchors, long list, long intermediates) {}

    /** Changes whenever the anchors, the trust list or the intermediates do. */
    Generation generation() {
        return new Generation(anchors.generation(), list.generation(), intermediates.generation());
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
                        PathPurpose.MAIL,
                        list.current());
        // Nothing is looked for, or fetched, for the sake of a target that is denied itself.
        return new TrustListCheck(context.list(), query.at())
                .denial(target)
                .map(denial -> PathEngine.denied(target, denial))
                .orElseGet(() -> find(target, context));
    }

    private PathEngine.Outcome find(Certificate target, PathContext context) {
        IssuerLookup lookup = new IssuerLookup(issuers, context);
        PathEngine.Outcome outcome = engine.find(target, context);
        // Every round takes at least one of the look-ups, which are bounded.
        while (!outcome.report().valid() && !issuers.isEmpty() && lookup.ask(target)) {
            outcome = engine.find(target, context.with(lookup.found()));
        }
        if (!outcome.report().valid()) {
            outcome = engine.findAllowed(target, context.with(lookup.found()), outcome);
        }
        return outcome.report().valid() || lookup.problems().isEmpty()
                ? outcome
                : outcome.withRejected(
                        List.of(new RejectedPath(List.of(target), lookup.problems())));
    }
}
