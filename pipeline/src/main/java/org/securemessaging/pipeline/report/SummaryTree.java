package org.securemessaging.pipeline.report;

import static org.securemessaging.pipeline.report.AttributeTree.list;
import static org.securemessaging.pipeline.report.AttributeTree.text;
import static org.securemessaging.pipeline.report.AttributeTree.texts;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.pipeline.report.SignerSummary.CertificateFacts;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/**
 * Layers and signers as maps and lists, and back. What is missing or strange, such as words of a
 * later version, is read as if it were not there.
 */
final class SummaryTree {
    private SummaryTree() {}

    static List<Object> write(List<LayerSummary> layers) {
        return layers.stream().<Object>map(SummaryTree::write).toList();
    }

    static List<LayerSummary> read(Object plain) {
        return list(plain).stream().map(SummaryTree::layer).toList();
    }

    static List<String> codes(List<ReasonCode> reasons) {
        return reasons.stream().map(ReasonCode::code).toList();
    }

    static List<ReasonCode> reasons(List<?> codes) {
        return texts(codes).stream().flatMap(code -> ReasonCode.ofCode(code).stream()).toList();
    }

    static Optional<SignatureResult> result(String keyword) {
        for (SignatureResult result : SignatureResult.values()) {
            if (result.keyword().equals(keyword)) {
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> write(LayerSummary layer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", layer.type());
        tree.put("form", layer.form());
        tree.put("part", layer.part());
        tree.put("counted", layer.counted());
        tree.put("reasons", codes(layer.reasons()));
        tree.put("signers", layer.signers().stream().map(SummaryTree::write).toList());
        return tree;
    }

    private static LayerSummary layer(Object tree) {
        return new LayerSummary(
                text(tree, "type").orElse(""),
                text(tree, "form").orElse(""),
                text(tree, "part").orElse(""),
                AttributeTree.truth(tree, "counted"),
                reasons(list(tree, "reasons")),
                list(tree, "signers").stream().map(SummaryTree::signer).toList());
    }

    private static Map<String, Object> write(SignerSummary signer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("result", signer.result().keyword());
        tree.put("reasons", codes(signer.reasons()));
        signer.certificate().ifPresent(facts -> tree.put("certificate", write(facts)));
        tree.put("digestAlgorithm", signer.digestAlgorithm());
        tree.put("signatureAlgorithm", signer.signatureAlgorithm());
        signer.signingTime().ifPresent(time -> tree.put("signingTime", time.toString()));
        return tree;
    }

    private static SignerSummary signer(Object tree) {
        return new SignerSummary(
                // A result that can't be understood must not be taken for a good one.
                text(tree, "result").flatMap(SummaryTree::result).orElse(SignatureResult.PERMERROR),
                reasons(list(tree, "reasons")),
                AttributeTree.child(tree, "certificate").map(SummaryTree::certificate),
                text(tree, "digestAlgorithm").orElse(""),
                text(tree, "signatureAlgorithm").orElse(""),
                text(tree, "signingTime").flatMap(SummaryTree::instant));
    }

    private static Map<String, Object> write(CertificateFacts facts) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subject", facts.subject());
        tree.put("issuer", facts.issuer());
        tree.put("serial", facts.serial());
        tree.put("sha256", facts.sha256());
        tree.put("emails", facts.emails());
        facts.notAfter().ifPresent(time -> tree.put("notAfter", time.toString()));
        return tree;
    }

    private static CertificateFacts certificate(Object tree) {
        return new CertificateFacts(
                text(tree, "subject").orElse(""),
                text(tree, "issuer").orElse(""),
                text(tree, "serial").orElse(""),
                text(tree, "sha256").orElse(""),
                texts(list(tree, "emails")),
                text(tree, "notAfter").flatMap(SummaryTree::instant));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty(); // As if it had not been there.
        }
    }
}
