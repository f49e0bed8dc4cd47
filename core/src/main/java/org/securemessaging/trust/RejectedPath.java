package org.securemessaging.trust;

import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;

/**
 * A path that was tried and not taken.
 *
 * @param path target first; the last is the anchor, or the last that was reached
 * @param findings why
 * @param proofs what showed which of its certificates are revoked, as far as that was looked into
 */
public record RejectedPath(
        List<Certificate> path, List<Finding> findings, List<StatusProof> proofs) {
    /** Copies the lists. */
    public RejectedPath {
        path = List.copyOf(path);
        findings = List.copyOf(findings);
        proofs = List.copyOf(proofs);
    }

    /** A path whose certificates' status was not looked into. */
    RejectedPath(List<Certificate> path, List<Finding> findings) {
        this(path, findings, List.of());
    }
}
