package org.securemessaging.admin.verify;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.securemessaging.admin.report.ReasonWords;
import org.securemessaging.admin.report.ReportLines;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.certificate.NameText;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.AuthenticationResults;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;

/** Writes reports for a person to read. */
final class TextReportWriter implements ReportWriter {
    private final PrintStream out;
    private final ReasonWords words = new ReasonWords();
    private final ReportLines lines;

    TextReportWriter(PrintStream out) {
        this.out = out;
        this.lines = new ReportLines(out, words);
    }

    @Override
    public void write(JudgedMessage message) {
        lines.line(0, message.file() + ": " + verdict(message));
        lines.findings(1, message.report().findings());
        for (LayerReport layer : message.report().layers()) {
            writeLayer(layer);
        }
        writeAdvice(message);
        lines.line(1, "stamp: " + message.authenticationResults());
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
        lines.line(
                1,
                layer.type()
                        + " ("
                        + layer.form().word()
                        + ", part "
                        + layer.part()
                        + counted
                        + ")");
        lines.findings(2, layer.findings());
        for (SignerVerdict signer : layer.signers()) {
            writeSigner(signer);
        }
    }

    private void writeSigner(SignerVerdict signer) {
        lines.line(
                2,
                "signer "
                        + signer.identifier().orElse("unknown")
                        + ": "
                        + signer.result().keyword());
        lines.findings(3, signer.findings());
        signer.certificate().ifPresent(this::writeCertificate);
        lines.line(
                3,
                "signature    "
                        + signer.signatureAlgorithm()
                        + ", digest "
                        + signer.digestAlgorithm());
        signer.signingTime()
                .ifPresent(time -> lines.line(3, "claims       to be signed at " + time));
        for (int i = 1; i < signer.path().size(); i++) {
            Certificate issuer = signer.path().get(i);
            String role = i == signer.path().size() - 1 ? "anchor       " : "issued by    ";
            lines.line(3, role + NameText.of(issuer.subject()));
        }
    }

    private void writeCertificate(Certificate certificate) {
        lines.line(3, "certificate  " + NameText.of(certificate.subject()));
        lines.line(3, "addresses    " + addresses(certificate));
        lines.line(3, "issuer       " + NameText.of(certificate.issuer()));
        lines.line(3, "serial       " + AuthenticationResults.serial(certificate));
        lines.line(3, "SHA-256      " + certificate.sha256());
    }

    private static String addresses(Certificate certificate) {
        List<String> addresses = MailAddresses.of(certificate).all();
        return addresses.isEmpty() ? "none" : String.join(", ", addresses);
    }

    private void writeAdvice(JudgedMessage message) {
        if (message.report().result() == SignatureResult.PASS) {
            return;
        }
        for (ReasonCode reason : message.report().reasons()) {
            words.advice(reason).ifPresent(advice -> lines.line(1, "to go on: " + advice));
        }
    }
}
