package org.securemessaging.admin.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.CircumstanceOptions;
import org.securemessaging.admin.engine.LookupRun;
import org.securemessaging.admin.engine.TrustOptions;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.lookup.LookUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code directory lookup}: says to which certificate mail to an address is encrypted, and why. */
@Command(
        name = "lookup",
        description = "Look for the certificate that mail to an address is encrypted to.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if there is one for every address, 1 if there is none for one of them,"
                    + " 75 if it can't be known now, 2 for a usage error."
        })
final class LookupCommand implements Callable<Integer> {
    private static final int ALL_FOUND = 0;
    private static final int NOT_ALL_FOUND = 1;
    // As sysexits.h has them: EX_IOERR, EX_TEMPFAIL.
    private static final int OUTPUT_LOST = 74;
    private static final int TRY_LATER = 75;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Mail addresses.")
    private List<String> addresses = List.of();

    @Mixin private TrustOptions trust = new TrustOptions();

    @Mixin private CircumstanceOptions circumstances = new CircumstanceOptions();

    @Option(
            names = "--json",
            description = "Print one JSON object a line for each address, in UTF-8.")
    private boolean json;

    LookupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Looks the addresses up.
     *
     * @return the exit status
     * @throws ParameterException if something named can't be used
     */
    @Override
    public Integer call() {
        try {
            List<MailAddress> wanted = parsed();
            try (LookupRun run = LookupRun.of(trust, circumstances)) {
                return lookUp(wanted, run);
            }
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<MailAddress> parsed() {
        List<MailAddress> parsed = new ArrayList<>();
        for (String address : addresses) {
            parsed.add(
                    MailAddress.parse(address)
                            .orElseThrow(
                                    () ->
                                            new UnusableArgumentException(
                                                    address + ": is no mail address")));
        }
        return parsed;
    }

    private int lookUp(List<MailAddress> wanted, LookupRun run) {
        LookupWriter writer = LookupWriter.of(terminal.out(), json);
        int status = ALL_FOUND;
        for (MailAddress address : wanted) {
            LookUp found = run.lookUp(address);
            writer.write(found);
            if (terminal.out().checkError()) {
                return OUTPUT_LOST;
            }
            status = Math.max(status, status(found));
        }
        return status;
    }

    private static int status(LookUp found) {
        return switch (found.outcome()) {
            case FOUND -> ALL_FOUND;
            case NONE -> NOT_ALL_FOUND;
            case UNAVAILABLE -> TRY_LATER;
        };
    }
}
