package org.securemessaging.admin.directory;

import java.util.List;
import java.util.function.Supplier;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.PublicationRefusalException;

/** Prints what was written, a line each, and on standard error what was not; knows the status. */
final class PublicationOutput {
    static final int DONE = 0;
    static final int NOT_ALL_DONE = 1;
    // As sysexits.h has it: EX_UNAVAILABLE.
    static final int UNAVAILABLE = 69;

    private final Terminal terminal;
    private int changes;
    private int status = DONE;

    PublicationOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Does something and prints it. */
    void print(Supplier<List<EntryChange>> work) {
        try {
            for (EntryChange change : work.get()) {
                terminal.out().println(PlainText.of(change.toString()));
                changes++;
            }
        } catch (PublicationRefusalException | DirectoryRefusalException e) {
            failed(e.getMessage());
        } catch (DirectoryUnavailableException e) {
            failed(e.getMessage());
            status = UNAVAILABLE;
        }
    }

    /** Prints what was not done. */
    void failed(String why) {
        terminal.err().println(PlainText.of(why));
        status = Math.max(status, NOT_ALL_DONE);
    }

    /** Prints how much was done. */
    int end(boolean dryRun) {
        terminal.out()
                .println(
                        changes
                                + (changes == 1 ? " value" : " values")
                                + (dryRun ? " would be changed" : " changed"));
        return status;
    }
}
