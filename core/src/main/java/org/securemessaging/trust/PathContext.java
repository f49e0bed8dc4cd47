package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.trust.list.TrustList;

/**
 * What one question is answered with; the same for the target and for those whose certificates
 * vouch for its status. One thread uses it.
 *
 * @param query the question
 * @param anchors the anchors a path may end in
 * @param pools where issuers are looked for
 * @param budget the work that is left
 * @param inQuestion thumbprints of the certificates whose status is being asked for, which can't
 *     vouch for it themselves
 * @param purpose what the target is asked for
 * @param list what is allowed, denied and asked of anchors
 */
record PathContext(
        PathQuery query,
        CertificateIndex anchors,
        List<CertificateIndex> pools,
        PathBudget budget,
        Set<String> inQuestion,
        PathPurpose purpose,
        TrustList list) {
    /** The same with one more pool. */
    PathContext with(CertificateIndex pool) {
        List<CertificateIndex> more = new ArrayList<>(pools);
        more.add(pool);
        return new PathContext(query, anchors, more, budget, inQuestion, purpose, list);
    }

    /** The same question with other ends of paths, and work of its own. */
    PathContext to(CertificateIndex ends, PathBudget otherBudget) {
        return new PathContext(query, ends, pools, otherBudget, inQuestion, purpose, list);
    }

    /** The same question with another demand on revocation status. */
    PathContext asking(RevocationMode mode) {
        return new PathContext(query.with(mode), anchors, pools, budget, inQuestion, purpose, list);
    }
}
