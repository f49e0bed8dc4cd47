package org.securemessaging.admin.archive;

import org.securemessaging.admin.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code archive}: reads and checks a compliance archive in a folder. */
@Command(name = "archive", description = "Read and check a compliance archive in a folder.")
public final class ArchiveCommand implements Runnable {
    @Spec private CommandSpec spec;

    private ArchiveCommand() {}

    /**
     * The command with its own commands.
     *
     * @param terminal where they write
     * @return the command line
     */
    public static CommandLine with(Terminal terminal) {
        return new CommandLine(new ArchiveCommand())
                .addSubcommand(new ArchiveListCommand(terminal))
                .addSubcommand(new ArchiveShowCommand(terminal))
                .addSubcommand(new ArchiveExportCommand(terminal))
                .addSubcommand(new ArchiveVerifyCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
