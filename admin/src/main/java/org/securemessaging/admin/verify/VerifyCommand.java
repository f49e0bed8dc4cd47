package org.securemessaging.admin.verify;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.CircumstanceOptions;
import org.securemessaging.admin.engine.CommandEngine;
import org.securemessaging.admin.engine.TrustOptions;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.verification.IdentityMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: says of each message what the server would say, and why. */
@Command(
        name = "verify",
        description = "Verify the signatures of messages, as the server does.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if every message passes, 1 if any does not, 2 for a usage error."
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|-",
            description =
                    "Messages as they went over the wire: files, folders (all files below, in order"
                            + " of their paths, hidden ones passed over), or - for standard input.")
    private List<String> names = List.of();

    @Mixin private TrustOptions trust = new TrustOptions();

    @Mixin private CircumstanceOptions circumstances = new CircumstanceOptions();

    @Option(
            names = "--identity",
            paramLabel = "MODE",
            converter = IdentityModeConverter.class,
            description =
                    "from-or-sender: the certificate must hold the address of From, or of Sender;"
                            + " from: that of From; off: no address is compared.")
    private IdentityMode identity;

    @Option(
            names = "--json",
            description = "Print one JSON object a line for each message, in UTF-8.")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param terminal where it reads standard input and writes
     */
    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Verifies what was named.
     *
     * @return 0 if every message passes, 1 if any does not, 74 if results can't be written
     * @throws ParameterException if something named can't be used
     */
    @Override
    public Integer call() {
        try {
            List<MessageSource> sources = new MessageSources(terminal.in()).find(names);
            try (CommandEngine engine =
                    CommandEngine.of(trust, circumstances, Optional.ofNullable(identity))) {
                return run(engine).over(sources);
            }
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private VerificationRun run(CommandEngine engine) {
        ReportWriter writer =
                json ? new JsonReportWriter(terminal.out()) : new TextReportWriter(terminal.out());
        return new VerificationRun(
                engine::judge, engine.spoolLimits(), engine.authservId(), writer, terminal);
    }
}
