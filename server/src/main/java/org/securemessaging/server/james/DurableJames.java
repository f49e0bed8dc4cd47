package org.securemessaging.server.james;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.james.FakeSearchMailboxModule;
import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.modules.data.MemoryUsersRepositoryModule;
import org.apache.james.modules.protocols.ImapGuiceProbe;
import org.apache.james.modules.protocols.SmtpGuiceProbe;
import org.apache.james.modules.server.DataRoutesModules;
import org.apache.james.modules.server.MailQueueRoutesModule;
import org.apache.james.modules.server.MailRepositoriesRoutesModule;
import org.apache.james.modules.server.MailboxRoutesModule;
import org.apache.james.modules.server.NoJwtModule;
import org.apache.james.modules.server.WebAdminServerModule;
import org.apache.james.utils.DataProbeImpl;
import org.apache.james.utils.WebAdminGuiceProbe;
import org.securemessaging.server.ServerPorts;

/**
 * James 3.8.1 with SMTP, IMAP and webadmin, all of whose state lives in one working folder: {@code
 * conf/} is read, {@code extensions-jars/} is loaded, {@code var/} is written. What it has accepted
 * it delivers, even if the process is killed, at least once.
 */
public final class DurableJames implements AutoCloseable {
    private final GuiceJamesServer server;
    private final QueueBroker broker;
    private final Database database;

    private DurableJames(GuiceJamesServer server, QueueBroker broker, Database database) {
        this.server = server;
        this.broker = broker;
        this.database = database;
    }

    /**
     * Starts a server and returns when it takes mail.
     *
     * @param work the working folder, with {@code conf/} filled
     * @return the running server
     * @throws IllegalStateException if James refuses to start, with its reason as the cause
     */
    public static DurableJames start(Path work) {
        Path store = work.resolve("var").resolve("store");
        try {
            Files.createDirectories(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        QueueBroker broker = QueueBroker.start(store.resolve("queue"));
        Database database = Database.open(store.resolve("derby"));
        GuiceJamesServer server = assemble(work, broker, database);
        // Otherwise James ends the process without a word on the terminal.
        System.setProperty("james.exit.on.startup.error", "false");
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("James did not start", e);
        }
        return new DurableJames(server, broker, database);
    }

    private static GuiceJamesServer assemble(Path work, QueueBroker broker, Database database) {
        MemoryJamesConfiguration configuration =
                MemoryJamesConfiguration.builder()
                        .workingDirectory(work.toFile())
                        .usersRepository(UsersRepositoryModuleChooser.Implementation.DEFAULT)
                        .build();
        // Not MemoryJamesServerMain.createServer: that brings JMAP, which JPA mailboxes can't
        // serve.
        return GuiceJamesServer.forConfiguration(configuration)
                .combineWith(MemoryJamesServerMain.SMTP_AND_IMAP_MODULE)
                .combineWith(
                        new WebAdminServerModule(),
                        new NoJwtModule(),
                        new DataRoutesModules(),
                        new MailboxRoutesModule(),
                        new MailQueueRoutesModule(),
                        new MailRepositoriesRoutesModule())
                .combineWith(
                        new UsersRepositoryModuleChooser(new MemoryUsersRepositoryModule())
                                .chooseModules(configuration.getUsersRepositoryImplementation()))
                .combineWith(new FakeSearchMailboxModule())
                .overrideWith(
                        new DurableQueueModule(broker.connections()),
                        new DurableDataModule(database.entities()),
                        new DurableMailboxModule());
    }

    /**
     * Where the server listens, which differs from what was configured where that was 0.
     *
     * @return the ports in use
     */
    public ServerPorts ports() {
        return new ServerPorts(
                server.getProbe(SmtpGuiceProbe.class).getSmtpPort().getValue(),
                server.getProbe(ImapGuiceProbe.class).getImapPort(),
                server.getProbe(WebAdminGuiceProbe.class).getWebAdminPort().getValue());
    }

    /**
     * Makes an account, and its domain, unless they are there from an earlier run.
     *
     * @param address the account's name, which is its mail address
     * @param password its password
     */
    public void addUser(String address, String password) {
        DataProbeImpl data = server.getProbe(DataProbeImpl.class);
        String domain = address.substring(address.indexOf('@') + 1);
        try {
            if (!data.containsDomain(domain)) {
                data.addDomain(domain);
            }
            if (!Arrays.asList(data.listUsers()).contains(address)) {
                data.addUser(address, password);
            }
        } catch (Exception e) {
            throw new IllegalStateException("The account " + address + " could not be made", e);
        }
    }

    /** Stops taking mail, finishes what is in process, and closes the store. */
    @Override
    public void close() {
        server.stop();
        broker.close();
        database.close();
    }
}
