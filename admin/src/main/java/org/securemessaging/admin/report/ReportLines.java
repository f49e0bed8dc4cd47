package org.securemessaging.admin.report;

import java.io.PrintStream;
import java.util.List;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;

/** Indented lines of a report for a person to read, harmless whatever a stranger wrote. */
public final class ReportLines {
    private final PrintStream out;
    private final ReasonWords words;

    /**
     * A report.
     *
     * @param out where it is printed
     * @param words what reasons mean
     */
    public ReportLines(PrintStream out, ReasonWords words) {
        this.out = out;
        this.words = words;
    }

    /**
     * Prints a line.
     *
     * @param depth how far it is indented
     * @param text its text
     */
    public void line(int depth, String text) {
        out.println("  ".repeat(depth) + PlainText.of(text));
    }

    /**
     * Prints what was found, with its meaning and its details.
     *
     * @param depth how far it is indented
     * @param findings the findings
     */
    public void findings(int depth, List<Finding> findings) {
        for (Finding finding : findings) {
            String tolerated = finding.effect() == SignatureResult.PASS ? " (tolerated)" : "";
            String meaning = words.meaning(finding.reason()).orElse("");
            line(depth, finding.reason().code() + tolerated + ": " + meaning);
            if (!finding.detail().isEmpty()) {
                line(depth + 1, finding.detail());
            }
        }
    }
}
