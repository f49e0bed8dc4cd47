package org.securemessaging.server.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * ApacheDS as the module {@code embedded-directory} builds it, in a process of its own, since its
 * libraries are not James's. It listens on the loopback address and ends with this process.
 */
public final class DirectoryProcess implements AutoCloseable {
    /** Half a second on a quiet machine. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private DirectoryProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Begins to start it; {@link #awaitPort} waits until it answers.
     *
     * @param program what {@code embedded-directory} builds: {@code classes/} and {@code lib/}
     * @param folder where it keeps its entries and writes its log; made if it is missing
     * @param port where it shall listen; 0 is any free port
     * @return the process
     * @throws UncheckedIOException if it can't be started
     */
    public static DirectoryProcess start(Path program, Path folder, int port) {
        Path log = folder.resolve("directory.log");
        Path entries = folder.resolve("people.ldif");
        try {
            Files.createDirectories(folder);
            Files.writeString(entries, AddressBookEntries.ldif());
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    // It lives for a tour: what starts fastest.
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xmx256m",
                                    "-cp",
                                    program.resolve("classes") + ":" + program.resolve("lib/*"),
                                    "org.securemessaging.embedded.EmbeddedDirectory",
                                    folder.toString(),
                                    Integer.toString(port),
                                    AddressBookEntries.BASE,
                                    entries.toString())
                            .redirectError(log.toFile())
                            .start();
            return new DirectoryProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory can't be started", e);
        }
    }

    /**
     * Waits until it answers. To be called once.
     *
     * @return the port it listens on
     * @throws IllegalStateException if it did not start; the message says why
     */
    public int awaitPort() {
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String address = output.readLine();
            if (address == null) {
                throw new IllegalStateException(
                        "The directory did not start:\n" + Files.readString(log));
            }
            return URI.create(address).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory does not say where it listens", e);
        }
    }

    /** Lets it write what it has in hand, and end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
