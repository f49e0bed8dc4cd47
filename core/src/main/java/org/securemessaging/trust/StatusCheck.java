package org.securemessaging.trust;

import java.time.Instant;
import java.util.List;
import org.securemessaging.result.Finding;

/** Whether the certificates of a path that holds otherwise are revoked. */
@FunctionalInterface
interface StatusCheck {
    /** What was found, and until when it may be relied on. */
    record Outcome(List<Finding> findings, Instant until) {}

    /** Asks for the status of every certificate in the path but the anchor. */
    Outcome check(CandidatePath path, PathContext context);
}
