package org.securemessaging.integration;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * OpenLDAP's server on a free port of the loopback address. Everyone may read; {@code cn=admin}
 * below its suffix may write, with the password of the trial server's directory.
 */
final class SlapdServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "secret";

    private final Path folder;
    private final String suffix;
    private final int port;
    private Process process;

    private SlapdServer(Path folder, String suffix, int port) {
        this.folder = folder;
        this.suffix = suffix;
        this.port = port;
    }

    /** Starts it with some entries. */
    static SlapdServer start(Path folder, String suffix, String ldif)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("db"));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        SlapdServer server = new SlapdServer(folder, suffix, port);
        Files.writeString(
                folder.resolve("slapd.conf"),
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                pidfile %1$s/slapd.pid
                modulepath /usr/lib/ldap
                moduleload back_mdb
                database mdb
                suffix "%2$s"
                rootdn "%3$s"
                rootpw %4$s
                directory %1$s/db
                maxsize 67108864
                index objectClass,mail eq
                """
                        .formatted(folder, suffix, server.admin(), PASSWORD));
        server.restart();
        server.load(ldif);
        return server;
    }

    int port() {
        return port;
    }

    String admin() {
        return "cn=admin," + suffix;
    }

    /** What an anonymous reader gets. */
    List<SearchResultEntry> search(String filter) {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
            return connection.search(suffix, SearchScope.SUB, filter).getSearchEntries();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGSTOP: it accepts connections and says nothing. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** SIGKILL: connections are refused until {@link #restart}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it on the same port and entries. */
    void restart() throws IOException, InterruptedException {
        Path log = folder.resolve("slapd.log");
        Files.deleteIfExists(log);
        process =
                new ProcessBuilder(
                                "slapd",
                                "-d",
                                "stats",
                                "-f",
                                folder.resolve("slapd.conf").toString(),
                                "-h",
                                "ldap://127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        // Only what our own process wrote counts: another's server may answer on the port. It says
        // so when it has the port, and listens a little later.
        while (!Files.readString(log, StandardCharsets.ISO_8859_1).contains("slapd starting")
                || !listens()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("slapd does not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // Not yet.
        }
    }

    private void load(String ldif) {
        byte[] octets = ldif.getBytes(StandardCharsets.UTF_8);
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port, admin(), PASSWORD);
                LDIFReader entries = new LDIFReader(new ByteArrayInputStream(octets))) {
            for (var entry = entries.readEntry(); entry != null; entry = entries.readEntry()) {
                connection.add(entry);
            }
        } catch (LDAPException | LDIFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException("kill " + signal + " failed");
        }
    }
}
