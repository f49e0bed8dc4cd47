package org.securemessaging.revocation;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.securemessaging.result.Finding;

/**
 * How fresh the CRLs in use are, issuer by issuer. Of several CRLs of one issuer about the same
 * certificates the newest counts, wherever it was found. Immutable.
 *
 * @param series how many kinds of CRL are in use
 * @param overdue the newest of each kind that can't be used any more, by place
 * @param failing addresses that gave no CRL when they were asked last, unless the one that came
 *     from there before still holds
 * @param unreadable what could not be read of the administrator's files
 */
public record CrlFreshness(
        int series, List<Overdue> overdue, Map<URI, Finding> failing, List<String> unreadable) {

    /** Copies the lists. */
    public CrlFreshness {
        overdue = List.copyOf(overdue);
        failing = Map.copyOf(failing);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * A CRL that can't be used any more, and no newer one is there.
     *
     * @param crl what it says
     * @param state why it can't be used
     */
    public record Overdue(CrlFacts crl, CrlState state) {}

    static CrlFreshness of(
            Collection<CrlFacts> crls,
            Function<CrlFacts, CrlState> states,
            Map<URI, Finding> failing,
            List<String> unreadable) {
        Map<CrlFacts.Series, CrlFacts> newest = new HashMap<>();
        Map<URI, Finding> without = new TreeMap<>(failing);
        for (CrlFacts crl : crls) {
            if (states.apply(crl) == CrlState.CURRENT) {
                crl.address().ifPresent(without::remove);
            }
            newest.merge(crl.series(), crl, (one, other) -> better(one, other, states));
        }
        List<Overdue> overdue = new ArrayList<>();
        for (CrlFacts crl : newest.values()) {
            CrlState state = states.apply(crl);
            if (state != CrlState.CURRENT) {
                overdue.add(new Overdue(crl, state));
            }
        }
        overdue.sort(Comparator.comparing(late -> late.crl().place()));
        return new CrlFreshness(newest.size(), overdue, without, unreadable);
    }

    /**
     * Whether nothing is amiss.
     *
     * @return true if every issuer's CRL is current and was to be had
     */
    public boolean isGood() {
        return overdue.isEmpty() && failing.isEmpty() && unreadable.isEmpty();
    }

    /** One that can be used is better than a newer one that can't. */
    private static CrlFacts better(
            CrlFacts one, CrlFacts other, Function<CrlFacts, CrlState> states) {
        boolean oneHolds = states.apply(one) == CrlState.CURRENT;
        boolean otherHolds = states.apply(other) == CrlState.CURRENT;
        if (oneHolds != otherHolds) {
            return oneHolds ? one : other;
        }
        return other.thisUpdate().isAfter(one.thisUpdate()) ? other : one;
    }
}
