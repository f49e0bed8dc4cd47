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
     * @param evidence what says so
     */
    record Good(Instant until, List<RevocationEvidence> evidence) implements RevocationStatus {
        /** Copies the list. */
        public Good {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * It is revoked, or on hold.
     *
     * @param entry what was said of it
     * @param evidence where
     */
    record Revoked(CrlEntry entry, List<RevocationEvidence> evidence) implements RevocationStatus {
        /** Copies the list. */
        public Revoked {
            evidence = List.copyOf(evidence);
        }
    }

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
