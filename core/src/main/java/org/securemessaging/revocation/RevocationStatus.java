package org.securemessaging.revocation;

import java.time.Instant;
import java.util.List;
import org.securemessaging.result.Finding;

/** What is known of a certificate's revocation. */
public sealed interface RevocationStatus {
    /**
     * It is not revoked.
     *
     * @param until until when that may be relied on
     */
    record Good(Instant until) implements RevocationStatus {}

    /**
     * It is revoked, or on hold.
     *
     * @param entry what was said of it
     */
    record Revoked(CrlEntry entry) implements RevocationStatus {}

    /**
     * It can't be said.
     *
     * @param findings why; empty if there was nothing to look into and nowhere to ask
     */
    record Unknown(List<Finding> findings) implements RevocationStatus {
        /** Copies the list. */
        public Unknown {
            findings = List.copyOf(findings);
        }
    }
}
