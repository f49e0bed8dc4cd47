package org.securemessaging.trust;

import java.time.Instant;
import java.util.List;
import org.securemessaging.result.Finding;

/** Whether the certificates of a path that holds otherwise are revoked. */
@FunctionalInterface
interface StatusCheck {
    /** What was found, until when it may be relied on, and what showed it. */
    record Outcome(List<Finding> findings, Instant until, List<StatusProof> proofs) {}

    /** Asks for the status of every certificate in the path but the anchor. */
    Outcome check(CandidatePath path, PathContext context);
}
