package org.securemessaging.admin.crl;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.securemessaging.admin.report.ReasonWords;
import org.securemessaging.admin.report.ReportLines;
import org.securemessaging.certificate.NameText;
import org.securemessaging.revocation.CrlFacts;
import org.securemessaging.revocation.CrlState;
import org.securemessaging.revocation.CrlStock;

/** Writes CRLs for a person to read. */
final class TextCrlWriter implements CrlWriter {
    private final PrintStream out;
    private final ReportLines lines;

    TextCrlWriter(PrintStream out) {
        this.out = out;
        this.lines = new ReportLines(out, new ReasonWords());
    }

    @Override
    public void listed(CrlFacts crl, CrlState state) {
        lines.line(0, crl.place());
        describe(crl, state);
        out.flush();
    }

    @Override
    public void refreshed(CrlStock.Refreshed refreshed, Optional<CrlState> state) {
        lines.line(0, refreshed.address() + ": " + CrlWriter.outcome(refreshed));
        refreshed.problem().ifPresent(problem -> lines.findings(1, List.of(problem)));
        refreshed.crl().ifPresent(crl -> describe(crl, state.orElseThrow()));
        out.flush();
    }

    private void describe(CrlFacts crl, CrlState state) {
        lines.line(1, "state: " + state.word());
        lines.line(1, "issuer: " + NameText.of(crl.issuer()));
        lines.line(1, "thisUpdate: " + crl.thisUpdate());
        crl.nextUpdate().ifPresent(due -> lines.line(1, "nextUpdate: " + due));
        crl.fetchedAt().ifPresent(at -> lines.line(1, "fetched: " + at));
        crl.number().ifPresent(number -> lines.line(1, "number: " + number));
        crl.deltaBase().ifPresent(base -> lines.line(1, "delta to: " + base));
        lines.line(1, "entries: " + crl.entries());
    }
}
