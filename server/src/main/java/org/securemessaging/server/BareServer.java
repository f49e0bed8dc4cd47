package org.securemessaging.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.securemessaging.server.james.DurableJames;
import org.securemessaging.server.pki.Person;

/**
 * James alone, in a working folder that is configured already, for tests that start and kill it.
 * When it takes mail it writes its ports to {@code ports.properties}; it stops when its standard
 * input ends, and so does not outlive the process that started it.
 */
public final class BareServer {
    /** The file in the working folder that says that, and where, the server listens. */
    public static final String PORTS_FILE = "ports.properties";

    private BareServer() {}

    /**
     * Runs the server.
     *
     * @param arguments the working folder
     * @throws IOException if the ports can't be written
     */
    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[0]).toAbsolutePath();
        try (DurableJames james = DurableJames.start(work)) {
            Person.withAccount().forEach(p -> james.addUser(p.address(), p.password()));
            announce(work, james.ports());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }

    private static void announce(Path work, ServerPorts ports) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("smtp", Integer.toString(ports.smtp()));
        properties.setProperty("imap", Integer.toString(ports.imap()));
        properties.setProperty("webadmin", Integer.toString(ports.webadmin()));
        StringWriter text = new StringWriter();
        properties.store(text, null);
        // Moved into place, so that a reader never sees half of it.
        Path half = work.resolve(PORTS_FILE + ".part");
        Files.writeString(half, text.toString());
        Files.move(half, work.resolve(PORTS_FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
