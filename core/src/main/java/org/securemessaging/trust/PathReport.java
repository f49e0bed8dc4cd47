package org.securemessaging.trust;

import java.util.List;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;

/**
 * What was found about a certificate.
 *
 * @param findings what speaks against the path, and what was tolerated; of several paths those of
 *     the best
 * @param path the path that was taken, or else the best that was rejected: target first, anchor
 *     last; empty if no anchor was reached
 * @param policies the policies the path is valid for, as dotted object identifiers (the
 *     user-constrained policy set of RFC 9618); empty if it is valid for none
 * @param rejected the other paths that were tried, in the order they were; not all of them if there
 *     were many
 * @param proofs what showed whether the certificates of the path are revoked, and those by which
 *     that was shown
 */
public record PathReport(
        List<Finding> findings,
        List<Certificate> path,
        Set<String> policies,
        List<RejectedPath> rejected,
        List<StatusProof> proofs) {
    /** Copies the collections. */
    public PathReport {
        findings = List.copyOf(findings);
        path = List.copyOf(path);
        policies = Set.copyOf(policies);
        rejected = List.copyOf(rejected);
        proofs = List.copyOf(proofs);
    }

    /**
     * A report on a certificate whose status was not looked into.
     *
     * @param findings what speaks against the path, and what was tolerated
     * @param path the path
     * @param policies the policies the path is valid for
     * @param rejected the other paths that were tried
     */
    public PathReport(
            List<Finding> findings,
            List<Certificate> path,
            Set<String> policies,
            List<RejectedPath> rejected) {
        this(findings, path, policies, rejected, List.of());
    }

    /** The same with other proofs. */
    PathReport with(List<StatusProof> others) {
        return new PathReport(findings, path, policies, rejected, others);
    }

    /**
     * Whether the certificate is trusted.
     *
     * @return true if nothing was found but what is tolerated
     */
    public boolean valid() {
        return result() == SignatureResult.PASS;
    }

    /**
     * The worst effect of the findings.
     *
     * @return {@link SignatureResult#PASS} if there are none
     */
    public SignatureResult result() {
        return findings.stream()
                .map(Finding::effect)
                .reduce(SignatureResult.PASS, SignatureResult::worse);
    }
}
