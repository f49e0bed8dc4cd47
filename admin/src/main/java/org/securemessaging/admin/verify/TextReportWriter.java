package org.securemessaging.admin.verify;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.certificate.NameText;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.AuthenticationResults;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;

/** Writes reports for a person to read. */
final class TextReportWriter implements ReportWriter {
    private final PrintStream out;
    private final ReasonWords words = new ReasonWords();

    TextReportWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(JudgedMessage message) {
        line(0, message.file() + ": " + verdict(message));
        writeFindings(1, message.report().findings());
        for (LayerReport layer : message.report().layers()) {
            writeLayer(layer);
        }
        writeAdvice(message);
        line(1, "stamp: " + message.authenticationResults());
        out.flush();
    }

    private static String verdict(JudgedMessage message) {
        String result = message.report().result().keyword();
        String reasons =
                message.report().reasons().stream()
                        .map(ReasonCode::code)
                        .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? result : result + " (" + reasons + ")";
    }

    private void writeLayer(LayerReport layer) {
        String counted = layer.counted() ? "" : ", does not count";
        line(
                1,
                layer.type()
                        + " ("
                        + layer.form().word()
                        + ", part "
                        + layer.part()
                        + counted
                        + ")");
        writeFindings(2, layer.findings());
        for (SignerVerdict signer : layer.signers()) {
            writeSigner(signer);
        }
    }

    private void writeSigner(SignerVerdict signer) {
        line(
                2,
                "signer "
                        + signer.identifier().orElse("unknown")
                        + ": "
                        + signer.result().keyword());
        writeFindings(3, signer.findings());
        signer.certificate().ifPresent(this::writeCertificate);
        line(
                3,
                "signature    "
                        + signer.signatureAlgorithm()
                        + ", digest "
                        + signer.digestAlgorithm());
        signer.signingTime().ifPresent(time -> line(3, "claims       to be signed at " + time));
        for (int i = 1; i < signer.path().size(); i++) {
            Certificate issuer = signer.path().get(i);
            String role = i == signer.path().size() - 1 ? "anchor       " : "issued by    ";
            line(3, role + NameText.of(issuer.subject()));
        }
    }

    private void writeCertificate(Certificate certificate) {
        line(3, "certificate  " + NameText.of(certificate.subject()));
        line(3, "addresses    " + addresses(certificate));
        line(3, "issuer       " + NameText.of(certificate.issuer()));
        line(3, "serial       " + AuthenticationResults.serial(certificate));
        line(3, "SHA-256      " + certificate.sha256());
    }

    private static String addresses(Certificate certificate) {
        List<String> addresses = MailAddresses.of(certificate).all();
        return addresses.isEmpty() ? "none" : String.join(", ", addresses);
    }

    private void writeFindings(int depth, List<Finding> findings) {
        for (Finding finding : findings) {
            String tolerated = finding.effect() == SignatureResult.PASS ? " (tolerated)" : "";
            String meaning = words.meaning(finding.reason()).orElse("");
            line(depth, finding.reason().code() + tolerated + ": " + meaning);
            if (!finding.detail().isEmpty()) {
                line(depth + 1, finding.detail());
            }
        }
    }

    private void writeAdvice(JudgedMessage message) {
        if (message.report().result() == SignatureResult.PASS) {
            return;
        }
        for (ReasonCode reason : message.report().reasons()) {
            words.advice(reason).ifPresent(advice -> line(1, "to go on: " + advice));
        }
    }

    private void line(int depth, String text) {
        out.println("  ".repeat(depth) + PlainText.of(text));
    }
}
