package org.securemessaging.verification;

import java.util.List;
import java.util.Optional;
import org.securemessaging.result.Finding;

/**
 * Whom a message names as its author and its sender (RFC 5322 §3.6.2).
 *
 * @param from the addresses of the one From field, as written
 * @param sender the address of the one Sender field
 * @param findings what makes the fields unfit to be compared with a certificate; empty if nothing
 *     does
 */
record Authorship(List<String> from, Optional<String> sender, List<Finding> findings) {
    Authorship {
        from = List.copyOf(from);
        findings = List.copyOf(findings);
    }
}
