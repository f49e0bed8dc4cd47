package org.securemessaging.admin.directory;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.directory.publication.SweepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code directory sweep}: removes what has had its day. */
@Command(
        name = "sweep",
        description =
                "Remove from the directory what has expired, was revoked, or is denied by the trust"
                        + " list; bring the border directory in step; and publish the CAs' files"
                        + " that the configuration names. The server does the same on its own if"
                        + " <sweepEvery> says so.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if all was looked at, 1 if an entry could not be written, 2 for a usage"
                    + " error, 69 if the directory does not answer."
        })
final class SweepCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Mixin private PublicationOptions options = new PublicationOptions();

    SweepCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (PublicationWork work = PublicationWork.of(options)) {
            PublicationOutput output = new PublicationOutput(terminal);
            print(output, work::sweep);
            print(output, work::publishAuthorities);
            return output.end(options.dryRun());
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void print(PublicationOutput output, Supplier<SweepReport> work) {
        output.print(
                () -> {
                    SweepReport report = work.get();
                    report.failures().forEach(output::failed);
                    return report.removed();
                });
    }
}
