package org.securemessaging.trust;

import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;

/**
 * A path that was tried and not taken.
 *
 * @param path target first; the last is the anchor, or the last that was reached
 * @param findings why
 */
public record RejectedPath(List<Certificate> path, List<Finding> findings) {
    /** Copies the lists. */
    public RejectedPath {
        path = List.copyOf(path);
        findings = List.copyOf(findings);
    }
}
