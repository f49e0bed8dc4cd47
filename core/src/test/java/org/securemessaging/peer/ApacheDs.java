package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** ApacheDS in a JVM and on a class path of its own, as the module embedded-directory builds it. */
public final class ApacheDs implements LdapServer {
    private static final String BASE = "dc=example,dc=test";
    private static final Pattern ADDRESS = Pattern.compile("ldap://127\\.0\\.0\\.1:([0-9]+)");

    private final ServerProcess process;
    private final int port;

    private ApacheDs(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Goes on only if ApacheDS is built: without it the test is skipped, or fails in CI. */
    public static void require() {
        boolean built = Files.isDirectory(module().resolve("target/lib"));
        if (!built && "required".equals(System.getenv("SECUREMESSAGING_PEERS"))) {
            Assertions.fail("embedded-directory is not built, and SECUREMESSAGING_PEERS=required");
        }
        Assumptions.assumeTrue(built, "embedded-directory is not built");
    }

    /**
     * Starts it with nothing in it but the entry of its subtree.
     *
     * @param folder an empty folder
     */
    public static ApacheDs start(Path folder) {
        Path log = folder.resolve("apacheds.log");
        Path ldif = folder.resolve("base.ldif");
        try {
            Files.writeString(
                    ldif, "dn: " + BASE + "\nobjectClass: top\nobjectClass: domain\ndc: example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerProcess process =
                ServerProcess.start(log, () -> port(log) > 0, command(folder, ldif));
        return new ApacheDs(process, port(log));
    }

    private static String[] command(Path folder, Path ldif) {
        Path target = module().resolve("target");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp"));
        command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
        command.add("org.securemessaging.embedded.EmbeddedDirectory");
        command.addAll(List.of(folder.toString(), "0", BASE, ldif.toString()));
        return command.toArray(String[]::new);
    }

    private static Path module() {
        // Surefire works in the module's folder, an editor perhaps in the root.
        Path sibling = Path.of("../embedded-directory");
        return Files.isDirectory(sibling) ? sibling : Path.of("embedded-directory");
    }

    private static int port(Path log) {
        try {
            Matcher address = ADDRESS.matcher(Files.exists(log) ? Files.readString(log) : "");
            return address.find() ? Integer.parseInt(address.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public String bindName() {
        return "uid=admin,ou=system";
    }

    @Override
    public String password() {
        return "secret";
    }

    @Override
    public void close() {
        process.close();
    }
}
