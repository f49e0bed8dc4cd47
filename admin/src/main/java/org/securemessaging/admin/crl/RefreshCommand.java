package org.securemessaging.admin.crl;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.CrlEngine;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.revocation.CrlState;
import org.securemessaging.revocation.CrlStock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crl refresh}: fetches CRLs now and says what came of it. */
@Command(
        name = "refresh",
        description =
                "Fetch CRLs into the server's cache now, and say what came of it. The server uses"
                        + " what came within a minute.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if a current CRL came from every address, 1 if one of them gave none, 2 for a"
                    + " usage error."
        })
final class RefreshCommand implements Callable<Integer> {
    private static final int ALL_FETCHED = 0;
    private static final int NOT_ALL_FETCHED = 1;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "ADDRESS",
            description =
                    "Where to fetch, such as http://crl.example.org/ca.crl. Without it, all that is"
                            + " in the cache is fetched anew.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--conf",
            required = true,
            paramLabel = "DIR",
            description =
                    "James's configuration folder: its securemessaging.xml says where the cache is,"
                            + " and what may be fetched.")
    private Path configurationFolder;

    @Option(
            names = "--json",
            description = "Print one JSON object a line for each address, in UTF-8.")
    private boolean json;

    RefreshCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (CrlEngine engine = CrlEngine.fetching(configurationFolder)) {
            CrlStock stock = engine.stock();
            return refresh(stock, from(stock));
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<URI> from(CrlStock stock) {
        return addresses.isEmpty()
                ? stock.addresses()
                : addresses.stream().map(CrlEngine::address).toList();
    }

    private int refresh(CrlStock stock, List<URI> from) {
        CrlWriter writer =
                json ? new JsonCrlWriter(terminal.out()) : new TextCrlWriter(terminal.out());
        int status = ALL_FETCHED;
        for (URI address : from) {
            CrlStock.Refreshed refreshed = stock.refresh(address).orElseThrow();
            writer.refreshed(refreshed, refreshed.crl().map(stock::state));
            if (terminal.out().checkError()) {
                return CrlWriter.OUTPUT_LOST;
            }
            status = isGood(refreshed, stock) ? status : NOT_ALL_FETCHED;
        }
        return status;
    }

    private static boolean isGood(CrlStock.Refreshed refreshed, CrlStock stock) {
        return refreshed.problem().isEmpty()
                && refreshed.crl().map(stock::state).filter(CrlState.CURRENT::equals).isPresent();
    }
}
