package org.securemessaging.admin.directory;

import org.securemessaging.admin.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code directory}: the certificates in the organisation's directory. */
@Command(
        name = "directory",
        description = "Look certificates up, and publish them in the directory.")
public final class DirectoryCommand implements Runnable {
    @Spec private CommandSpec spec;

    private DirectoryCommand() {}

    /**
     * The command with its own commands.
     *
     * @param terminal where they write
     * @return the command line
     */
    public static CommandLine with(Terminal terminal) {
        return new CommandLine(new DirectoryCommand())
                .addSubcommand(new LookupCommand(terminal))
                .addSubcommand(new PublishCommand(terminal))
                .addSubcommand(new UnpublishCommand(terminal))
                .addSubcommand(new SweepCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
