package org.securemessaging.pipeline.report;

import java.util.List;
import java.util.stream.Stream;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.AuthenticationResults;
import org.securemessaging.verification.VerificationReport;

/**
 * A report without its octets and sentences: what travels with a mail.
 *
 * @param result the message's result
 * @param reasons why, worst first
 * @param encrypted whether a layer hides its content
 * @param stamp what an Authentication-Results field says behind the server's name
 * @param layers the layers, outermost first
 */
public record ReportSummary(
        SignatureResult result,
        List<ReasonCode> reasons,
        boolean encrypted,
        String stamp,
        List<LayerSummary> layers) {
    /** Copies the lists. */
    public ReportSummary {
        reasons = List.copyOf(reasons);
        layers = List.copyOf(layers);
    }

    /**
     * The summary of a report.
     *
     * @param report the report
     * @return what travels
     */
    public static ReportSummary of(VerificationReport report) {
        return new ReportSummary(
                report.result(),
                List.copyOf(report.reasons()),
                report.encrypted(),
                AuthenticationResults.result(report),
                report.layers().stream().map(LayerSummary::of).toList());
    }

    /**
     * The signers by whom the message passed: those that pass themselves, in layers that count, of
     * a message that passes.
     *
     * @return nobody if the message does not pass
     */
    public Stream<SignerSummary> passed() {
        return result == SignatureResult.PASS
                ? layers.stream()
                        .filter(LayerSummary::counted)
                        .flatMap(layer -> layer.signers().stream())
                        .filter(signer -> signer.result() == SignatureResult.PASS)
                : Stream.empty();
    }

    /**
     * All signers of all layers, whatever their results.
     *
     * @return the signers, outermost first
     */
    public Stream<SignerSummary> signers() {
        return layers.stream().flatMap(layer -> layer.signers().stream());
    }
}
