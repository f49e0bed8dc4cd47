package org.securemessaging.integration;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.securemessaging.server.ServerPorts;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.CrlServer;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/** A James with the extension, its PKI and its CRLs; the tests' mails go to Bob. */
final class TestServer implements AutoCloseable {
    /** The name in its stamps. */
    static final String AUTHSERV_ID = "mx.harbour.example";

    static final Person RECIPIENT = Person.BOB;

    private static final Duration DELIVERY = Duration.ofMinutes(2);

    /** Any free ports. */
    static final ServerPorts ANY = new ServerPorts(0, 0, 0);

    private final WorkFolder folder;
    private final CrlServer crls;
    private final TrialPki pki;
    private final Map<String, String> environment;
    private JamesProcess james;

    private TestServer(Path work, Map<String, String> environment, Setup setup)
            throws IOException, InterruptedException {
        this.environment = environment;
        this.folder = new WorkFolder(work);
        this.crls = CrlServer.bind(0);
        this.pki = TrialPki.openOrMake(folder.pki(), crls.base());
        crls.serve(pki.crls());
        folder.configure(Built.conf(), ANY);
        folder.install(Built.jar());
        setup.change(folder);
        this.james = JamesProcess.start(work, environment);
    }

    /** A change to a working folder before the server starts. */
    @FunctionalInterface
    interface Setup {
        void change(WorkFolder folder) throws IOException;
    }

    static TestServer start(Path work) throws IOException, InterruptedException {
        return new TestServer(work, Map.of(), folder -> {});
    }

    static TestServer start(Path work, Setup setup) throws IOException, InterruptedException {
        return new TestServer(work, Map.of(), setup);
    }

    /** A server that finds something in its environment. */
    static TestServer start(Path work, Map<String, String> environment, Setup setup)
            throws IOException, InterruptedException {
        return new TestServer(work, environment, setup);
    }

    /** A server that publishes in a directory, of which the address book is seen. */
    static TestServer start(Path work, AddressBook book) throws IOException, InterruptedException {
        return new TestServer(
                work, Map.of(), folder -> folder.configure(Built.conf(), ANY, book.port()));
    }

    TrialPki pki() {
        return pki;
    }

    Path work() {
        return folder.path();
    }

    ServerPorts ports() {
        return james.ports();
    }

    /** Kills the server and starts it again on the same store. */
    void killAndRestart() throws IOException, InterruptedException {
        james.kill();
        james = JamesProcess.start(folder.path(), environment);
    }

    /** Makes an account in one of the server's domains. */
    void addUser(String address, String password) throws IOException, InterruptedException {
        put("/users/" + address, "{\"password\":\"" + password + "\"}");
    }

    /** Gives a user another address. */
    void addAlias(String user, String alias) throws IOException, InterruptedException {
        put("/address/aliases/" + user + "/sources/" + alias, "");
    }

    private void put(String path, String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports().webadmin() + path))
                        .PUT(BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != HttpURLConnection.HTTP_NO_CONTENT) {
            throw new IllegalStateException(request + ": " + response.body());
        }
    }

    SmtpClient smtp() throws IOException {
        return SmtpClient.connect(ports().smtp());
    }

    Inbox inbox() {
        return Inbox.open(ports().imap(), RECIPIENT.address(), RECIPIENT.password());
    }

    /** Sends messages and waits until as many have arrived. */
    List<byte[]> deliver(List<byte[]> messages) throws IOException, InterruptedException {
        try (Inbox inbox = inbox();
                SmtpClient smtp = smtp()) {
            int before = inbox.size();
            for (byte[] message : messages) {
                smtp.send(Person.ALICE.address(), RECIPIENT.address(), message);
            }
            awaitSize(inbox, before + messages.size());
            return inbox.messages(before + 1);
        }
    }

    byte[] deliver(byte[] message) throws IOException, InterruptedException {
        return deliver(List.of(message)).get(0);
    }

    /** Waits until the inbox holds so many messages, or gives up. */
    void awaitSize(Inbox inbox, int size) throws IOException, InterruptedException {
        long end = System.nanoTime() + DELIVERY.toNanos();
        while (inbox.size() < size) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Only %d of %d messages arrived within %s. The end of the log:%n%s"
                                .formatted(
                                        inbox.size(),
                                        size,
                                        DELIVERY,
                                        JamesProcess.endOfLog(folder.path())));
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() throws IOException {
        crls.close();
        james.close();
    }
}
