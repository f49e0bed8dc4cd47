package org.securemessaging.admin.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.securemessaging.admin.Terminal;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.AuthenticationResults;
import org.securemessaging.verification.VerificationReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges messages one by one and writes what was found of each before the next is read. */
final class VerificationRun {
    /** Every message passed. */
    static final int ALL_PASS = 0;

    /** At least one did not. */
    static final int NOT_ALL_PASS = 1;

    /** The engine threw what it should not; the number is sysexits.h's EX_SOFTWARE. */
    static final int BUG = 70;

    /** Standard output can't be written; the number is sysexits.h's EX_IOERR. */
    static final int OUTPUT_LOST = 74;

    private static final Logger LOGGER = LoggerFactory.getLogger(VerificationRun.class);

    private final Judge judge;
    private final SpoolLimits limits;
    private final String authservId;
    private final ReportWriter writer;
    private final Terminal terminal;

    VerificationRun(
            Judge judge,
            SpoolLimits limits,
            String authservId,
            ReportWriter writer,
            Terminal terminal) {
        this.judge = judge;
        this.limits = limits;
        this.authservId = authservId;
        this.writer = writer;
        this.terminal = terminal;
    }

    /**
     * Judges messages.
     *
     * @param sources the messages
     * @return the exit status
     */
    int over(List<MessageSource> sources) {
        ProgressLine progress = new ProgressLine(terminal, sources.size());
        int status = ALL_PASS;
        for (int done = 0; done < sources.size(); done++) {
            MessageSource source = sources.get(done);
            progress.at(done, source.name());
            VerificationReport report = judge(source);
            progress.clear();
            write(source, report);
            if (terminal.out().checkError()) {
                return OUTPUT_LOST;
            }
            status = Math.max(status, status(report));
        }
        return status;
    }

    private static int status(VerificationReport report) {
        if (report.reasons().contains(ReasonCode.INTERNAL_ERROR)) {
            return BUG;
        }
        return report.result() == SignatureResult.PASS ? ALL_PASS : NOT_ALL_PASS;
    }

    private void write(MessageSource source, VerificationReport report) {
        String stamp = AuthenticationResults.value(authservId, report);
        writer.write(new JudgedMessage(source.name(), report, stamp));
    }

    private VerificationReport judge(MessageSource source) {
        try (MessageBytes message = source.open(limits)) {
            return judge.judge(message);
        } catch (MessageTooLargeException e) {
            return unjudged(ReasonCode.LIMIT_EXCEEDED, e);
        } catch (IOException e) {
            return unjudged(ReasonCode.MALFORMED_MESSAGE, e);
        } catch (UncheckedIOException e) {
            return unjudged(ReasonCode.MALFORMED_MESSAGE, e.getCause());
        } catch (RuntimeException e) {
            // A bug; the other messages are judged all the same, and the exit status tells of it.
            LOGGER.error("{}: unexpected error: {}", source.name(), e.toString());
            LOGGER.info("where it happened", e);
            Finding bug = Finding.of(ReasonCode.INTERNAL_ERROR, "unexpected error: " + e);
            return unjudged(bug);
        }
    }

    private static VerificationReport unjudged(ReasonCode reason, IOException problem) {
        return unjudged(Finding.of(reason, "can't be read: " + problem));
    }

    private static VerificationReport unjudged(Finding finding) {
        return new VerificationReport(
                finding.effect(), Set.of(finding.reason()), List.of(finding), List.of());
    }
}
