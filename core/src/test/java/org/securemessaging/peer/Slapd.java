package org.securemessaging.peer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * OpenLDAP's server in a folder of its own, on free ports of 127.0.0.1: plain with STARTTLS, and
 * LDAPS with a certificate for 127.0.0.1 and localhost. It holds nothing but {@link #SUFFIX} and
 * what is loaded; {@link #ADMIN} may do everything, everyone may read. A client certificate for
 * CN=James stands for {@link #ADMIN} with SASL EXTERNAL. Call {@code PeerProgram.require("slapd")}
 * first.
 */
public final class Slapd implements AutoCloseable {
    public static final String SUFFIX = "dc=example,dc=test";
    public static final String ADMIN = "cn=admin," + SUFFIX;
    public static final String PASSWORD = "adminpw";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;
    private static final String SCHEMA =
            """
            attributetype ( 1.2.840.113556.1.2.210 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
            objectclass ( 1.3.6.1.4.1.99999.1.1 NAME 'exampleMailUser' SUP top AUXILIARY MAY ( proxyAddresses ) )
            """;

    private final Path folder;
    private final PeerProgram programs;
    private final TlsPki pki;
    private final Options options;
    private int port;
    private int tlsPort;
    private int loggedBefore;
    private Process process;

    /**
     * What is special about a server.
     *
     * @param suffix the DN of the one entry that is there
     * @param schema further lines for its schema
     * @param global further lines for slapd.conf, before the database
     * @param database further lines for slapd.conf, about the database
     */
    public record Options(String suffix, String schema, String global, String database) {
        public static final Options NONE = new Options(SUFFIX, "", "", "");

        public Options suffix(String dn) {
            return new Options(dn, schema, global, database);
        }

        public Options schema(String lines) {
            return new Options(suffix, lines, global, database);
        }

        public Options global(String lines) {
            return new Options(suffix, schema, lines, database);
        }

        public Options database(String lines) {
            return new Options(suffix, schema, global, lines);
        }
    }

    private Slapd(Path folder, Options options) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.programs = new PeerProgram(folder, Map.of());
        this.options = options;
        this.pki = new TlsPki(folder);
        pki.server(
                "server",
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost"));
        Files.createDirectories(folder.resolve("db"));
    }

    /** A server in a folder, which is made if it is missing. */
    public static Slapd start(Path folder) {
        return start(folder, Options.NONE);
    }

    public static Slapd start(Path folder, Options options) {
        try {
            Slapd slapd = new Slapd(folder, options);
            slapd.startOnFreePorts();
            if (options.suffix().startsWith("dc=")) {
                slapd.load(
                        "dn: %s\nobjectClass: dcObject\nobjectClass: organization\no: Example\n"
                                .formatted(options.suffix()));
            }
            return slapd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens without TLS, and for STARTTLS. */
    public int port() {
        return port;
    }

    /** Where it listens with TLS. */
    public int tlsPort() {
        return tlsPort;
    }

    public String uri() {
        return "ldap://127.0.0.1:" + port;
    }

    public TlsPki pki() {
        return pki;
    }

    /** Adds entries, or makes the changes that the LDIF says. */
    public void load(String ldif) {
        programs.run(
                ldif,
                "ldapmodify",
                "-a",
                "-x",
                "-H",
                uri(),
                "-D",
                "cn=admin," + options.suffix(),
                "-w",
                PASSWORD);
    }

    /** What it wrote about the operations that it was asked for. */
    public String log() {
        try {
            return Files.readString(folder.resolve("out.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It accepts connections, and says nothing, until {@link #resume}. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    /** Ends it without warning; connections are refused until {@link #restart}. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts it again with the same ports and content. */
    public void restart() {
        try {
            startProcess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!answers()) {
            throw new IllegalStateException("slapd did not start again:\n" + log());
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            signal("-CONT");
            process.destroy();
            await();
        }
    }

    private void startOnFreePorts() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            choosePorts();
            writeConfiguration();
            startProcess();
            if (answers()) {
                return;
            }
            // Somebody else may have taken the port in between: slapd ends then.
        }
        throw new IllegalStateException("slapd does not start:\n" + log());
    }

    private void choosePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            tlsPort = two.getLocalPort();
        }
    }

    private void startProcess() throws IOException {
        String addresses = "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d".formatted(port, tlsPort);
        File log = folder.resolve("out.log").toFile();
        loggedBefore = (int) log.length();
        process =
                new ProcessBuilder(
                                List.of(
                                        "slapd",
                                        "-d",
                                        "stats",
                                        "-f",
                                        folder.resolve("slapd.conf").toString(),
                                        "-h",
                                        addresses))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        Process child = process;
        Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
    }

    /**
     * Only what our own process wrote counts: another's server may answer on the port. It has both
     * ports when it says so, but listens on them a little later.
     */
    private boolean answers() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (log().substring(loggedBefore).contains("slapd starting")
                    && listens(port)
                    && listens(tlsPort)) {
                return true;
            }
            pauseBriefly();
        }
        return false;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // Not yet.
        }
    }

    private void writeConfiguration() throws IOException {
        Files.writeString(folder.resolve("extra.schema"), SCHEMA + options.schema());
        Files.writeString(
                folder.resolve("slapd.conf"),
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                include %1$s/extra.schema
                pidfile %1$s/slapd.pid
                argsfile %1$s/slapd.args
                modulepath /usr/lib/ldap
                moduleload back_mdb
                TLSCACertificateFile %1$s/ca.crt
                TLSCertificateFile %1$s/server.crt
                TLSCertificateKeyFile %1$s/server.key
                TLSVerifyClient allow
                authz-regexp "cn=james" "cn=admin,%2$s"
                %3$s
                database mdb
                suffix "%2$s"
                rootdn "cn=admin,%2$s"
                rootpw %4$s
                directory %1$s/db
                maxsize 268435456
                index objectClass,mail,uid,cn eq
                dbnosync
                %5$s
                """
                        .formatted(
                                folder,
                                options.suffix(),
                                options.global(),
                                PASSWORD,
                                options.database()));
    }

    private void signal(String signal) {
        programs.run("", "kill", signal, Long.toString(process.pid()));
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
