package org.securemessaging.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Which reasons for revocation have been looked up so far, and what stood in the way. */
final class Coverage {
    private final Set<Finding> complaints = new LinkedHashSet<>();
    private final Set<RevocationEvidence> evidence = new LinkedHashSet<>();
    private int reasons;
    private Instant until = Instant.MAX;

    /** Whether any of these reasons has not been looked up yet. */
    boolean wants(int more) {
        return (more & ~reasons) != 0;
    }

    void add(int more, Crl crl, Optional<Crl> delta) {
        reasons |= more;
        shorten(crl);
        delta.ifPresent(this::shorten);
    }

    void complain(Finding finding) {
        complaints.add(finding);
    }

    RevocationStatus status() {
        if (reasons == CrlScope.ALL_REASONS) {
            return new RevocationStatus.Good(until, List.copyOf(evidence));
        }
        List<Finding> findings = new ArrayList<>(complaints);
        if (reasons != 0) {
            findings.add(
                    Finding.of(ReasonCode.CRL_UNAVAILABLE, "not for every reason of revocation"));
        }
        return new RevocationStatus.Unknown(findings);
    }

    private void shorten(Crl crl) {
        evidence.add(new RevocationEvidence.OfCrl(crl));
        Instant next = crl.nextUpdate().orElse(crl.thisUpdate());
        until = until.isBefore(next) ? until : next;
    }
}
