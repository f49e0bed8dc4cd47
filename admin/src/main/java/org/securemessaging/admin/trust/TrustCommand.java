package org.securemessaging.admin.trust;

import org.securemessaging.admin.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trust}: reads and changes a trust list. */
@Command(name = "trust", description = "Read and change a trust list.")
public final class TrustCommand implements Runnable {
    @Spec private CommandSpec spec;

    private TrustCommand() {}

    /**
     * The command with its own commands.
     *
     * @param terminal where they write
     * @return the command line
     */
    public static CommandLine with(Terminal terminal) {
        return new CommandLine(new TrustCommand())
                .addSubcommand(new TrustListCommand(terminal))
                .addSubcommand(new AllowCommand(terminal))
                .addSubcommand(new DenyCommand(terminal))
                .addSubcommand(new ImportCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
