package org.securemessaging.directory.lookup;

import java.util.List;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;

/**
 * A certificate that is not used.
 *
 * @param candidate the certificate
 * @param findings what speaks against it; at least one of them has an effect
 */
public record RejectedCandidate(Candidate candidate, List<Finding> findings) {
    /** Copies the list. */
    public RejectedCandidate {
        findings = List.copyOf(findings);
    }

    /**
     * The worst effect of the findings.
     *
     * @return {@link SignatureResult#TEMPERROR} if nothing but a status is wanting
     */
    public SignatureResult result() {
        return findings.stream()
                .map(Finding::effect)
                .reduce(SignatureResult.PASS, SignatureResult::worse);
    }
}
