package org.securemessaging.verification;

import java.util.ArrayList;
import java.util.List;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

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
                        report.findings(),
                        report.differences());
        return new JudgedLayer(uncounted, signers, enveloping);
    }

    /** The same layer with what it protects of the header, and is not so. */
    JudgedLayer with(List<HeaderDifference> differences) {
        if (differences.isEmpty()) {
            return this;
        }
        List<Finding> findings = new ArrayList<>(report.findings());
        differences.forEach(
                each ->
                        findings.add(
                                Finding.of(
                                        ReasonCode.HEADER_MISMATCH,
                                        "%s is %s, but %s was signed"
                                                .formatted(
                                                        each.name(),
                                                        each.outer(),
                                                        each.signed()))));
        return new JudgedLayer(
                new LayerReport(
                        report.type(),
                        report.form(),
                        report.part(),
                        report.counted(),
                        report.signers(),
                        findings,
                        differences),
                signers,
                enveloping);
    }
}
