package org.securemessaging.verification;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/**
 * The whole finding about one message.
 *
 * @param result RFC 7281's result for the message
 * @param reasons why, without doubles, in the order of importance; may hold codes that were
 *     tolerated, and is empty for a plain {@code pass} or {@code none}
 * @param findings what was found of the message itself, outside its layers
 * @param layers the layers, outermost first
 */
public record VerificationReport(
        SignatureResult result,
        Set<ReasonCode> reasons,
        List<Finding> findings,
        List<LayerReport> layers) {
    private static final Set<ReasonCode> ENCRYPTION =
            Set.of(ReasonCode.ENCRYPTED, ReasonCode.DECRYPTED);

    /** Copies the collections. */
    public VerificationReport {
        reasons = Collections.unmodifiableSet(new LinkedHashSet<>(reasons));
        findings = List.copyOf(findings);
        layers = List.copyOf(layers);
    }

    /**
     * Whether a signature that counts was found, good or bad.
     *
     * @return true unless the result is {@link SignatureResult#NONE}
     */
    public boolean signed() {
        return result != SignatureResult.NONE;
    }

    /**
     * The signer whose certificate speaks for the message: the one that passed, or else the first
     * whose own result is the message's, or else the first of all that count.
     *
     * @return the signer, or empty if no layer that counts has one
     */
    public Optional<SignerVerdict> decidingSigner() {
        List<SignerVerdict> signers =
                layers.stream()
                        .filter(LayerReport::counted)
                        .flatMap(layer -> layer.signers().stream())
                        .toList();
        return signers.stream()
                .filter(signer -> signer.result() == result)
                .findFirst()
                .or(() -> signers.stream().findFirst());
    }

    /**
     * Whether any layer of the message is encrypted.
     *
     * @return true if a layer hides its content from those who have no key
     */
    public boolean encrypted() {
        return layers.stream()
                .anyMatch(
                        layer ->
                                layer.findings().stream()
                                        .map(Finding::reason)
                                        .anyMatch(ENCRYPTION::contains));
    }
}
