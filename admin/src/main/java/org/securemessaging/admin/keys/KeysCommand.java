package org.securemessaging.admin.keys;

import org.securemessaging.admin.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys}: looks into the vault, and fills it. */
@Command(name = "keys", description = "Look into the vault of private keys, and fill it.")
public final class KeysCommand implements Runnable {
    @Spec private CommandSpec spec;

    private KeysCommand() {}

    /**
     * The command with its own commands.
     *
     * @param terminal where they write
     * @return the command line
     */
    public static CommandLine with(Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysListCommand(terminal))
                .addSubcommand(new KeysImportCommand(terminal))
                .addSubcommand(new KeysCheckCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
