package org.securemessaging.admin.crl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.CrlEngine;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.revocation.CrlFacts;
import org.securemessaging.revocation.CrlState;
import org.securemessaging.revocation.CrlStock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crl list}: the CRLs at hand, in files and in the cache. */
@Command(
        name = "list",
        description = "Print the CRLs at hand: those in files, and those that were fetched.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if every CRL can be read and is current, 1 if any is not, 2 for a usage"
                    + " error."
        })
final class CrlListCommand implements Callable<Integer> {
    private static final int ALL_CURRENT = 0;
    private static final int NOT_ALL_CURRENT = 1;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description =
                    "James's configuration folder: the CRLs that its securemessaging.xml names, and"
                            + " those in the cache of the server.")
    private Path configurationFolder;

    @Option(
            names = "--crls",
            paramLabel = "PATH",
            description =
                    "A file or folder of certificate revocation lists (PEM or DER), besides those"
                            + " of the configuration. May be repeated.")
    private List<Path> crls = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object a line for each CRL, in UTF-8.")
    private boolean json;

    CrlListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (configurationFolder == null && crls.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Missing option: one of '--conf' and '--crls'");
        }
        try (CrlEngine engine = CrlEngine.of(Optional.ofNullable(configurationFolder), crls)) {
            return list(engine.stock());
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int list(CrlStock stock) {
        CrlWriter writer =
                json ? new JsonCrlWriter(terminal.out()) : new TextCrlWriter(terminal.out());
        int status = ALL_CURRENT;
        for (CrlFacts crl : stock.all()) {
            CrlState state = stock.state(crl);
            writer.listed(crl, state);
            if (terminal.out().checkError()) {
                return CrlWriter.OUTPUT_LOST;
            }
            status = state == CrlState.CURRENT ? status : NOT_ALL_CURRENT;
        }
        for (String problem : stock.problems()) {
            terminal.err().println(problem);
            status = NOT_ALL_CURRENT;
        }
        return status;
    }
}
