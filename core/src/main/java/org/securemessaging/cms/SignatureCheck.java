package org.securemessaging.cms;

import java.util.List;
import org.securemessaging.result.Finding;

/**
 * What was found of one signature value.
 *
 * @param outcome whether it holds
 * @param findings why it does not hold or can't be decided ({@code SIGNATURE_INVALID}, {@code
 *     UNSUPPORTED_ALGORITHM}, {@code MALFORMED_CERTIFICATE}), and what is weak about it ({@code
 *     WEAK_ALGORITHM}, {@code WEAK_KEY}, with the policy's effect) even if it holds
 * @param algorithm the algorithm's name, such as {@code RSASSA-PKCS1-v1_5 with SHA-256} or {@code
 *     ML-DSA-65}; for an unknown one its object identifier
 */
public record SignatureCheck(SignatureOutcome outcome, List<Finding> findings, String algorithm) {
    /** Copies the list. */
    public SignatureCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Whether the signature is the key's over the octets; weakness does not count here.
     *
     * @return true if the outcome is {@link SignatureOutcome#VALID}
     */
    public boolean valid() {
        return outcome == SignatureOutcome.VALID;
    }
}
