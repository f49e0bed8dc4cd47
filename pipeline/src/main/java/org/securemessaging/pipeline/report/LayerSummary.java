package org.securemessaging.pipeline.report;

import java.util.List;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.verification.LayerReport;

/**
 * What later mailets and matchers may ask about a layer.
 *
 * @param type the CMS content type as S/MIME names it
 * @param form {@code clear} or {@code opaque}
 * @param part the MIME part it stands in
 * @param counted whether it counts for the status
 * @param reasons what was found of the layer itself, without doubles
 * @param signers its signers
 */
public record LayerSummary(
        String type,
        String form,
        String part,
        boolean counted,
        List<ReasonCode> reasons,
        List<SignerSummary> signers) {
    // Mail has one or two; sixteen is what the engine looks at in one structure.
    private static final int MOST_SIGNERS = 16;

    /** Copies the lists. */
    public LayerSummary {
        reasons = List.copyOf(reasons);
        signers = List.copyOf(signers);
    }

    static LayerSummary of(LayerReport layer) {
        return new LayerSummary(
                layer.type(),
                layer.form().word(),
                layer.part(),
                layer.counted(),
                layer.findings().stream().map(Finding::reason).distinct().toList(),
                layer.signers().stream().limit(MOST_SIGNERS).map(SignerSummary::of).toList());
    }
}
