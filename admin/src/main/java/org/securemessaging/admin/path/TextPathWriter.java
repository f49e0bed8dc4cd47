package org.securemessaging.admin.path;

import java.io.PrintStream;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.securemessaging.admin.report.ReasonWords;
import org.securemessaging.admin.report.ReportLines;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.NameText;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.RejectedPath;

/** Writes paths for a person to read. */
final class TextPathWriter implements PathWriter {
    private final PrintStream out;
    private final ReportLines lines;

    TextPathWriter(PrintStream out) {
        this.out = out;
        this.lines = new ReportLines(out, new ReasonWords());
    }

    @Override
    public void write(Target target, PathReport report) {
        lines.line(0, target.file() + ": " + NameText.of(target.certificate().subject()));
        lines.line(1, verdict(report));
        lines.findings(1, report.findings());
        writePath(1, report.path());
        if (!report.policies().isEmpty()) {
            lines.line(1, "policies: " + String.join(", ", new TreeSet<>(report.policies())));
        }
        for (RejectedPath rejected : report.rejected()) {
            // The best of the rejected paths is the report's own, if none was taken.
            if (!rejected.path().equals(report.path())) {
                lines.line(1, "rejected");
                lines.findings(2, rejected.findings());
                writePath(2, rejected.path());
            }
        }
        out.flush();
    }

    private static String verdict(PathReport report) {
        String reasons =
                report.findings().stream()
                        .map(Finding::reason)
                        .map(ReasonCode::code)
                        .distinct()
                        .collect(Collectors.joining(", "));
        String verdict = report.valid() ? "valid" : "not valid";
        return reasons.isEmpty() ? verdict : verdict + " (" + reasons + ")";
    }

    private void writePath(int depth, List<Certificate> path) {
        for (Certificate certificate : path) {
            lines.line(
                    depth, "- " + NameText.of(certificate.subject()) + ", " + certificate.sha256());
        }
    }
}
