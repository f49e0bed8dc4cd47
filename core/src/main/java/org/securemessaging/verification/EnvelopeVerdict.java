package org.securemessaging.verification;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/**
 * Makes one result of all layers and signers of a message.
 *
 * <p>The rule: no layer that counts may fail integrity, and one signer must pass, who is the author
 * or sender. If none passes, the result is the mildest among the signers whose address matches, or
 * else the worst of all. A signed layer by somebody else inside the author's own lowers a pass to
 * {@code policy} where a mail program would show it as the author's. Stateless.
 */
final class EnvelopeVerdict {
    private EnvelopeVerdict() {}

    /**
     * Judges.
     *
     * @param layers all layers, outermost first
     * @return the report
     */
    static VerificationReport of(List<JudgedLayer> layers) {
        List<LayerReport> reports = layers.stream().map(JudgedLayer::report).toList();
        List<JudgedLayer> counted = layers.stream().filter(l -> l.report().counted()).toList();
        SignatureResult result = result(counted);
        if (result == SignatureResult.NONE) {
            return new VerificationReport(result, unsignedReasons(layers), List.of(), reports);
        }
        if (result == SignatureResult.PASS) {
            List<Finding> foreign = foreignLayers(layers);
            if (!foreign.isEmpty()) {
                return new VerificationReport(
                        SignatureResult.POLICY, reasonsOf(foreign), foreign, reports);
            }
        }
        return new VerificationReport(result, reasons(counted, result), List.of(), reports);
    }

    private static SignatureResult result(List<JudgedLayer> counted) {
        SignatureResult structural =
                counted.stream()
                        .flatMap(layer -> layer.report().findings().stream())
                        .map(Finding::effect)
                        .filter(effect -> effect != SignatureResult.NONE)
                        .reduce(SignatureResult.NONE, SignatureResult::worse);
        List<JudgedSigner> signers = signers(counted).toList();
        SignatureResult ofSigners = ofSigners(signers);
        boolean broken = structural.compareTo(SignatureResult.PASS) > 0;
        return broken ? structural.worse(ofSigners) : ofSigners;
    }

    private static SignatureResult ofSigners(List<JudgedSigner> signers) {
        if (signers.stream().anyMatch(JudgedSigner::forged)) {
            return SignatureResult.FAIL;
        }
        return signers.stream()
                .filter(JudgedSigner::matches)
                .map(signer -> signer.verdict().result())
                .min(Comparator.naturalOrder())
                .orElseGet(
                        () ->
                                signers.stream()
                                        .map(signer -> signer.verdict().result())
                                        .reduce(SignatureResult.NONE, SignatureResult::worse));
    }

    /** Layers by others inside one that passes, where a mail program would not tell them apart. */
    private static List<Finding> foreignLayers(List<JudgedLayer> layers) {
        boolean clearAround = false;
        boolean passedAround = false;
        for (JudgedLayer layer : layers) {
            boolean clear = layer.report().form() == LayerForm.CLEAR;
            boolean foreign =
                    !layer.signers().isEmpty()
                            && layer.signers().stream().noneMatch(JudgedSigner::matches);
            if (layer.enveloping() && foreign && passedAround && (clear || clearAround)) {
                return List.of(
                        Finding.of(
                                ReasonCode.SIGNER_MISMATCH,
                                "somebody else's signed text lies inside the author's signature"));
            }
            clearAround |= clear;
            passedAround |=
                    layer.signers().stream()
                            .anyMatch(s -> s.verdict().result() == SignatureResult.PASS);
        }
        return List.of();
    }

    private static Set<ReasonCode> reasons(List<JudgedLayer> counted, SignatureResult result) {
        Stream<Finding> structural =
                counted.stream().flatMap(layer -> layer.report().findings().stream());
        Stream<Finding> ofSigners =
                signers(counted)
                        .filter(signer -> signer.verdict().result() == result || signer.forged())
                        .flatMap(signer -> signer.verdict().findings().stream());
        return reasonsOf(Stream.concat(structural, ofSigners).toList());
    }

    private static Set<ReasonCode> unsignedReasons(List<JudgedLayer> layers) {
        Set<ReasonCode> reasons = EnumSet.noneOf(ReasonCode.class);
        layers.stream()
                .flatMap(layer -> layer.report().findings().stream())
                .map(Finding::reason)
                .filter(reason -> reason.usualResult() == SignatureResult.NONE)
                .forEach(reasons::add);
        return reasons;
    }

    // Worst first: the enum's order is that of importance.
    private static Set<ReasonCode> reasonsOf(List<Finding> findings) {
        return findings.stream()
                .sorted(
                        Comparator.comparing(Finding::effect)
                                .reversed()
                                .thenComparing(Finding::reason))
                .map(Finding::reason)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<JudgedSigner> signers(List<JudgedLayer> layers) {
        return layers.stream().flatMap(layer -> layer.signers().stream());
    }
}
