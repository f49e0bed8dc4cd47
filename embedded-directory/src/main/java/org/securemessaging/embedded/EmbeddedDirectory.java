package org.securemessaging.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.ldif.LdifEntry;
import org.apache.directory.api.ldap.model.ldif.LdifReader;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.partition.Partition;
import org.apache.directory.server.core.factory.DefaultDirectoryServiceFactory;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.protocol.shared.transport.TcpTransport;

/**
 * Serves one subtree over LDAP on the loopback address. What was written in an earlier run is still
 * there; the server's own schema and system entries are made anew at each start.
 *
 * <p>When it is ready it prints its address, {@code ldap://127.0.0.1:PORT}, and a line end. It
 * stops when its standard input ends, so it never outlives the program that started it. Its
 * administrator is ApacheDS's own, {@code uid=admin,ou=system}.
 */
public final class EmbeddedDirectory {
    private static final String LOOPBACK = "127.0.0.1";
    // Entries the cache of the partition holds; an entry with certificates takes about 10 KB.
    private static final int CACHED_ENTRIES = 1000;
    // An address book on loopback has a few clients with a few requests each.
    private static final int THREADS = 4;

    private final DirectoryService service;
    private final LdapServer server;

    private EmbeddedDirectory(DirectoryService service, LdapServer server) {
        this.service = service;
        this.server = server;
    }

    /**
     * Serves until standard input ends.
     *
     * @param arguments the work folder, the port (0 for any), the subtree's name, and files in LDIF
     *     whose entries are added where they are not there yet
     * @throws Exception if the server can't start
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("usage: EmbeddedDirectory FOLDER PORT BASE [LDIF...]");
            System.exit(2);
        }
        List<Path> ldif = List.of(arguments).stream().skip(3).map(Path::of).toList();
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        EmbeddedDirectory directory = start(folder, port, arguments[2], ldif);
        // A terminal's Ctrl-C comes here as well as to the program that started it.
        Runtime.getRuntime().addShutdownHook(new Thread(directory::stop, "stop"));
        System.out.println("ldap://" + LOOPBACK + ":" + directory.port());
        waitForTheEndOfInput();
        System.exit(0);
    }

    private static EmbeddedDirectory start(Path folder, int port, String base, List<Path> ldif)
            throws Exception {
        Files.createDirectories(folder);
        // The factory reads where to work, and begins with deleting what is there.
        System.setProperty("workingDirectory", folder.resolve("server").toString());
        DefaultDirectoryServiceFactory factory = new DefaultDirectoryServiceFactory();
        DirectoryService service = factory.getDirectoryService();
        service.setAllowAnonymousAccess(true);
        factory.init("embedded");
        service.addPartition(partition(factory, folder, base));
        CoreSession session = service.getAdminSession();
        for (Path file : ldif) {
            load(file, session);
        }
        LdapServer server = new LdapServer();
        server.setDirectoryService(service);
        server.setTransports(new TcpTransport(LOOPBACK, port, THREADS, THREADS));
        server.start();
        return new EmbeddedDirectory(service, server);
    }

    private static Partition partition(
            DefaultDirectoryServiceFactory factory, Path folder, String base) throws Exception {
        DirectoryService service = factory.getDirectoryService();
        Partition partition =
                factory.getPartitionFactory()
                        .createPartition(
                                service.getSchemaManager(),
                                service.getDnFactory(),
                                "entries",
                                base,
                                CACHED_ENTRIES,
                                folder.resolve("entries").toFile());
        for (String attribute : List.of("objectClass", "mail", "uid", "cn")) {
            factory.getPartitionFactory().addIndex(partition, attribute, CACHED_ENTRIES);
        }
        partition.initialize();
        return partition;
    }

    private static void load(Path file, CoreSession session) throws Exception {
        try (LdifReader reader = new LdifReader(file.toFile())) {
            for (LdifEntry entry : reader) {
                Dn dn = new Dn(session.getDirectoryService().getSchemaManager(), entry.getDn());
                if (!session.exists(dn)) {
                    session.add(
                            new DefaultEntry(
                                    session.getDirectoryService().getSchemaManager(),
                                    entry.getEntry()));
                }
            }
        }
    }

    private static void waitForTheEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // What stands there means nothing; its end does.
        }
    }

    private int port() {
        // The server itself tells the port it was given, which may be 0.
        SocketAddress bound = server.getTransports()[0].getAcceptor().getLocalAddress();
        return ((InetSocketAddress) bound).getPort();
    }

    private void stop() {
        server.stop();
        try {
            service.shutdown();
        } catch (Exception e) {
            System.err.println("The directory did not stop as it should: " + e);
        }
    }
}
