package org.securemessaging.admin.crl;

import org.securemessaging.admin.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crl}: looks after certificate revocation lists. */
@Command(name = "crl", description = "Look after certificate revocation lists (CRLs).")
public final class CrlCommand implements Runnable {
    @Spec private CommandSpec spec;

    private CrlCommand() {}

    /**
     * The command with its own commands.
     *
     * @param terminal where they write
     * @return the command line
     */
    public static CommandLine with(Terminal terminal) {
        return new CommandLine(new CrlCommand())
                .addSubcommand(new CrlListCommand(terminal))
                .addSubcommand(new RefreshCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
