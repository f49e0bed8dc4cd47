package org.securemessaging.admin;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.securemessaging.admin.archive.ArchiveCommand;
import org.securemessaging.admin.crl.CrlCommand;
import org.securemessaging.admin.directory.DirectoryCommand;
import org.securemessaging.admin.encrypt.EncryptCommand;
import org.securemessaging.admin.keys.DecryptCommand;
import org.securemessaging.admin.keys.KeysCommand;
import org.securemessaging.admin.path.PathCommand;
import org.securemessaging.admin.sign.SignCommand;
import org.securemessaging.admin.trust.TrustCommand;
import org.securemessaging.admin.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Without a command it explains itself.
 *
 * <p>Exit status: what the command says; 2 for a usage error; 70 (sysexits.h's EX_SOFTWARE) for a
 * bug.
 */
@Command(
        name = "securemessaging",
        description = "Secure mail for Apache James, from the command line.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        scope = ScopeType.INHERIT)
public final class SecureMessaging implements Runnable {
    private static final int BUG = 70;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description =
                    "Tell more on standard error: once what is looked up, twice every detail; and"
                            + " the stack trace of an unexpected error.")
    private boolean[] verbose = {};

    private SecureMessaging() {}

    /**
     * Runs the command line and ends the process.
     *
     * @param arguments the words behind the program's name
     */
    public static void main(String[] arguments) {
        System.exit(run(ProcessTerminal.open(), arguments));
    }

    /**
     * Runs the command line.
     *
     * @param terminal where to read and write
     * @param arguments the words behind the program's name
     * @return the exit status
     */
    public static int run(Terminal terminal, String... arguments) {
        try {
            return commandLine(terminal).execute(arguments);
        } catch (NoClassDefFoundError e) {
            terminal.err()
                    .println(
                            "securemessaging: the class "
                                    + e.getMessage()
                                    + " is missing; the folder lib must lie beside the jar");
            return BUG;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /**
     * The command line with all its commands.
     *
     * @param terminal where the commands read and write
     * @return the command line, for one use
     */
    static CommandLine commandLine(Terminal terminal) {
        SecureMessaging program = new SecureMessaging();
        CommandLine line = new CommandLine(program);
        line.addSubcommand(new VerifyCommand(terminal));
        line.addSubcommand(new PathCommand(terminal));
        line.addSubcommand(new SignCommand(terminal));
        line.addSubcommand(new EncryptCommand(terminal));
        line.addSubcommand(new DecryptCommand(terminal));
        line.addSubcommand(KeysCommand.with(terminal));
        line.addSubcommand(CrlCommand.with(terminal));
        line.addSubcommand(TrustCommand.with(terminal));
        line.addSubcommand(ArchiveCommand.with(terminal));
        line.addSubcommand(DirectoryCommand.with(terminal));
        line.setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()));
        line.setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()));
        IExecutionStrategy strategy = line.getExecutionStrategy();
        line.setExecutionStrategy(parsed -> program.execute(strategy, parsed));
        line.setParameterExceptionHandler(SecureMessaging::usageError);
        line.setExecutionExceptionHandler(program::bug);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: " + commands());
    }

    private String commands() {
        return String.join(", ", spec.subcommands().keySet());
    }

    private int execute(IExecutionStrategy strategy, ParseResult parsed) {
        LogLevel.set(verbose.length);
        return strategy.execute(parsed);
    }

    private static int usageError(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(name + ": " + firstLine(e) + " (see " + name + " --help)");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String firstLine(ParameterException e) {
        String message = e.getMessage().lines().findFirst().orElse("wrong usage");
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return message + "; did you mean " + unmatched.getSuggestions().get(0) + "?";
        }
        return message;
    }

    private int bug(Exception e, CommandLine line, ParseResult parsed) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": unexpected error: " + e);
        if (verbose.length > 0) {
            e.printStackTrace(line.getErr());
        } else {
            line.getErr().println("Run it again with -v, and report what it prints as a bug.");
        }
        return BUG;
    }
}
