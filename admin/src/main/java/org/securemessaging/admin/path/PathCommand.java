package org.securemessaging.admin.path;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.CircumstanceOptions;
import org.securemessaging.admin.engine.CommandEngine;
import org.securemessaging.admin.engine.TrustOptions;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.trust.PathReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code path}: says of each certificate whether the server trusts it, and why. */
@Command(
        name = "path",
        description = "Look for certification paths, as the server does.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if every certificate is valid, 1 if any is not, 2 for a usage error."
        })
public final class PathCommand implements Callable<Integer> {
    private static final int ALL_VALID = 0;
    private static final int NOT_ALL_VALID = 1;
    // As sysexits.h has it: EX_IOERR.
    private static final int OUTPUT_LOST = 74;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "CERT",
            description =
                    "Certificates: files with any number of them (PEM, DER or PKCS#7), folders of"
                            + " such files, or - for standard input. Each certificate is looked at"
                            + " for itself; those in the same file help to find its path.")
    private List<String> names = List.of();

    @Mixin private TrustOptions trust = new TrustOptions();

    @Mixin private CircumstanceOptions circumstances = new CircumstanceOptions();

    @Option(
            names = "--json",
            description = "Print one JSON object a line for each certificate, in UTF-8.")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param terminal where it reads standard input and writes
     */
    public PathCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Looks for the paths.
     *
     * @return 0 if every certificate is valid, 1 if any is not, 74 if results can't be written
     * @throws ParameterException if something named can't be used
     */
    @Override
    public Integer call() {
        try {
            List<Target> targets = new TargetFiles(terminal).read(names);
            try (CommandEngine engine = CommandEngine.of(trust, circumstances, Optional.empty())) {
                return judge(targets, engine);
            }
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int judge(List<Target> targets, CommandEngine engine) {
        PathWriter writer =
                json ? new JsonPathWriter(terminal.out()) : new TextPathWriter(terminal.out());
        int status = ALL_VALID;
        for (Target target : targets) {
            PathReport report = engine.path(target.certificate(), target.others());
            writer.write(target, report);
            if (terminal.out().checkError()) {
                return OUTPUT_LOST;
            }
            status = report.valid() ? status : NOT_ALL_VALID;
        }
        return status;
    }
}
