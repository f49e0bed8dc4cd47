package org.securemessaging.verification;

import java.util.List;

/**
 * A layer with what the rule of the envelope needs besides the report.
 *
 * @param report the report
 * @param signers its signers, as in the report
 * @param enveloping whether it belongs to the cryptographic envelope (RFC 9787 §4), even if it does
 *     not count
 */
record JudgedLayer(LayerReport report, List<JudgedSigner> signers, boolean enveloping) {
    JudgedLayer {
        signers = List.copyOf(signers);
    }

    /** The same layer, reported but not counted. */
    JudgedLayer discounted() {
        LayerReport uncounted =
                new LayerReport(
                        report.type(),
                        report.form(),
                        report.part(),
                        false,
                        report.signers(),
                        report.findings());
        return new JudgedLayer(uncounted, signers, enveloping);
    }
}
