package org.securemessaging.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.directory.DirectoryProcess;
import org.securemessaging.server.james.DurableJames;
import org.securemessaging.server.pki.CrlServer;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;
import org.securemessaging.server.tour.Harvest;
import org.securemessaging.server.tour.Journal;
import org.securemessaging.server.tour.Tour;
import org.securemessaging.server.tour.TourLine;
import org.securemessaging.server.tour.TourTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program behind {@code ./run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a James server with the extension, a small PKI, an address book and a few"
                    + " accounts on the loopback address, shows what it does with a few mails, and"
                    + " stays up.",
            "The working folder's conf/ is written anew at each start; mails, accounts and keys"
                    + " are kept."
        })
public final class TrialServer implements Callable<Integer> {
    /** The name in our stamps; stands in the sample configuration. */
    private static final String AUTHSERV_ID = "mx.harbour.example";

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "work",
            description = "Working folder (default: ${DEFAULT-VALUE}).")
    private Path work;

    @Option(names = "--exit", description = "Stop after the tour; status 0 if all is as expected.")
    private boolean exit;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            required = true,
            hidden = true,
            description = "The extension's jar.")
    private Path jar;

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            required = true,
            hidden = true,
            description = "The extension's sample configuration.")
    private Path conf;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            required = true,
            hidden = true,
            description = "The address book's program.")
    private Path directory;

    @Mixin private TrialPorts ports;

    private final PrintStream out;

    private TrialServer(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the trial server.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        CommandLine program = new CommandLine(new TrialServer(System.out));
        // ./run repeats --work, as an absolute path, behind what the user wrote.
        program.setOverwrittenOptionsAllowed(true);
        program.setExecutionExceptionHandler((e, line, parsed) -> explain(line, e));
        System.exit(program.execute(arguments));
    }

    private static int explain(CommandLine line, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            line.getErr().println(cause.getMessage() == null ? cause : cause.getMessage());
        }
        line.getErr().println("More is in logs/james.log in the working folder.");
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WorkFolder folder = new WorkFolder(work);
        Optional<WorkLock> lock = WorkLock.take(folder.path());
        if (lock.isEmpty()) {
            out.println("Another server runs in " + folder.path() + ". Choose another --work DIR.");
            return CommandLine.ExitCode.USAGE;
        }
        WorkLock held = lock.get();
        try (held) {
            return run(folder);
        }
    }

    private int run(WorkFolder folder) throws IOException, InterruptedException {
        Optional<String> busy = ports.busy();
        if (busy.isPresent()) {
            out.println(busy.get());
            return CommandLine.ExitCode.USAGE;
        }
        out.println("Preparing " + folder.path());
        try (CrlServer crls = CrlServer.bind(ports.crl());
                DirectoryProcess process =
                        DirectoryProcess.start(directory, folder.directory(), ports.ldap())) {
            TrialPki pki = TrialPki.openOrMake(folder.pki(), crls.base());
            crls.serve(pki.crls());
            folder.install(jar);
            AddressBook book = new AddressBook(process.awaitPort());
            folder.configure(conf, ports.server(), book.port());
            out.println("Starting James");
            return serve(folder, pki, book);
        }
    }

    private int serve(WorkFolder folder, TrialPki pki, AddressBook book)
            throws IOException, InterruptedException {
        StopSignal stop = new StopSignal();
        try (stop;
                DurableJames james = DurableJames.start(folder.path())) {
            Person.withAccount().forEach(p -> james.addUser(p.address(), p.password()));
            out.println("Sending the tour's mails");
            Journal journal = new Journal(folder.archive());
            List<TourLine> lines = new Tour(james.ports(), pki, AUTHSERV_ID, book, journal).go();
            out.println();
            out.println(TourTable.of(lines));
            out.println(Harvest.shown(book));
            out.println(journal.shown());
            if (!exit) {
                out.println(Welcome.text(james.ports(), folder, pki, book));
                stop.await();
                out.println("Stopping");
            }
            return lines.stream().allMatch(TourLine::right) ? 0 : 1;
        }
    }
}
