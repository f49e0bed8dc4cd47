package org.securemessaging.admin.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.pipeline.archive.AuditLog;
import picocli.CommandLine.Option;

/** Who reads, and why. */
final class ReadingOptions {
    private static final String ACCOUNT = "user.name";

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "Why you read it, for the audit log.")
    private String why;

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description =
                    "Who you are, for the audit log, which has the account in any case. The"
                            + " account's name by default.")
    private String who = System.getProperty(ACCOUNT);

    /**
     * Writes the reading down, before anything is shown.
     *
     * @throws UnusableArgumentException if that can't be done
     */
    void writeDown(Path log, String action, List<String> what) {
        if (why.isBlank() || who.isBlank()) {
            throw new UnusableArgumentException("--why and --who must say something");
        }
        try {
            new AuditLog(log, Clock.systemUTC())
                    .write(
                            new AuditLog.Reading(
                                    System.getProperty(ACCOUNT), who, why, action, what));
        } catch (IOException e) {
            throw new UnusableArgumentException(
                    "Nothing is shown, since the audit log can't be written: " + e);
        }
    }
}
