package org.securemessaging.admin.directory;

import java.io.PrintStream;
import org.securemessaging.admin.report.ReasonWords;
import org.securemessaging.admin.report.ReportLines;
import org.securemessaging.certificate.NameText;
import org.securemessaging.directory.lookup.Candidate;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.directory.lookup.RejectedCandidate;
import org.securemessaging.directory.lookup.SourceFailure;

/** Writes look-ups for a person to read. */
final class TextLookupWriter implements LookupWriter {
    private final PrintStream out;
    private final ReportLines lines;

    TextLookupWriter(PrintStream out) {
        this.out = out;
        this.lines = new ReportLines(out, new ReasonWords());
    }

    @Override
    public void write(LookUp found) {
        lines.line(0, found.address().localPart() + "@" + found.address().domain());
        lines.line(
                1,
                switch (found.outcome()) {
                    case FOUND -> "found";
                    case NONE -> "none";
                    case UNAVAILABLE -> "not known now";
                });
        found.chosen().ifPresent(chosen -> certificate("chosen", chosen));
        found.passedOver().forEach(each -> certificate("not judged", each));
        for (RejectedCandidate each : found.rejected()) {
            certificate("rejected", each.candidate());
            lines.findings(2, each.findings());
        }
        for (SourceFailure failure : found.failures()) {
            lines.line(1, "away: " + failure.source() + ": " + failure.detail());
        }
        found.problems().forEach(problem -> lines.line(1, "unreadable: " + problem));
        out.flush();
    }

    private void certificate(String what, Candidate candidate) {
        lines.line(1, what + ": " + NameText.of(candidate.certificate().subject()));
        lines.line(2, "in " + candidate.origin());
        lines.line(
                2,
                "valid "
                        + candidate.certificate().holder().getNotBefore().toInstant()
                        + " to "
                        + candidate.certificate().holder().getNotAfter().toInstant()
                        + ", "
                        + candidate.certificate().sha256());
        candidate
                .capabilities()
                .ifPresent(
                        capabilities ->
                                lines.line(
                                        2,
                                        "can read "
                                                + String.join(
                                                        ", ", CapabilityNames.of(capabilities))));
    }
}
