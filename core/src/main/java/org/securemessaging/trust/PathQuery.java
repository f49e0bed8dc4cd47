package org.securemessaging.trust;

import java.time.Instant;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.FetchBudget;

/**
 * What is asked about a certificate.
 *
 * @param at the time at which the path must be valid
 * @param certificates further certificates that may serve as intermediates, such as the message's
 * @param crls DER of CRLs that came with the message; malformed ones are passed over
 * @param revocation what is asked of revocation status
 * @param budget what may be spent on the network; {@link FetchBudget#none()} for nothing
 * @param policies the inputs to policy processing
 * @param allowWeak whether weak algorithms and keys are tolerated
 */
public record PathQuery(
        Instant at,
        List<Certificate> certificates,
        List<byte[]> crls,
        RevocationMode revocation,
        FetchBudget budget,
        PolicyInputs policies,
        boolean allowWeak) {
    /** Copies the lists. */
    public PathQuery {
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
    }

    /**
     * The plainest question: at a time, with nothing but what the validator has, no fetch, any
     * policy.
     *
     * @param at the time at which the path must be valid
     * @param revocation what is asked of revocation status
     * @return the query
     */
    public static PathQuery at(Instant at, RevocationMode revocation) {
        return new PathQuery(
                at, List.of(), List.of(), revocation, FetchBudget.none(), PolicyInputs.ANY, false);
    }

    /**
     * The same question with what came in the message.
     *
     * @param certificates further certificates
     * @param crls DER of further CRLs
     * @return a new query
     */
    public PathQuery with(List<Certificate> certificates, List<byte[]> crls) {
        return new PathQuery(at, certificates, crls, revocation, budget, policies, allowWeak);
    }

    /**
     * The same question for another time.
     *
     * @param at the time at which the path must be valid
     * @return a new query
     */
    public PathQuery at(Instant at) {
        return new PathQuery(at, certificates, crls, revocation, budget, policies, allowWeak);
    }

    /**
     * The same question with another demand on revocation status.
     *
     * @param revocation what is asked of it
     * @return a new query
     */
    public PathQuery with(RevocationMode revocation) {
        return new PathQuery(at, certificates, crls, revocation, budget, policies, allowWeak);
    }

    /**
     * The same question with leave to fetch.
     *
     * @param budget what may be spent
     * @return a new query
     */
    public PathQuery with(FetchBudget budget) {
        return new PathQuery(at, certificates, crls, revocation, budget, policies, allowWeak);
    }

    /**
     * The same question with other policy inputs.
     *
     * @param policies the inputs
     * @return a new query
     */
    public PathQuery with(PolicyInputs policies) {
        return new PathQuery(at, certificates, crls, revocation, budget, policies, allowWeak);
    }

    /**
     * The same question, tolerant or not of weak algorithms and keys.
     *
     * @param allowWeak whether they are tolerated
     * @return a new query
     */
    public PathQuery allowingWeak(boolean allowWeak) {
        return new PathQuery(at, certificates, crls, revocation, budget, policies, allowWeak);
    }
}
