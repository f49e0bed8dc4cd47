package org.securemessaging.integration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.securemessaging.server.BareServer;
import org.securemessaging.server.ServerPorts;

/** A James in a process of its own, which can be killed. */
final class JamesProcess implements AutoCloseable {
    /** Some ten seconds on a quiet machine; the rest is for one on which all else is built, too. */
    private static final Duration START = Duration.ofMinutes(6);

    private static final Duration STOP = Duration.ofMinutes(2);

    private static final int LINES_OF_LOG = 60;

    private final Process process;
    private final ServerPorts ports;

    private JamesProcess(Process process, ServerPorts ports) {
        this.process = process;
        this.ports = ports;
    }

    /**
     * Starts a server and waits until it takes mail.
     *
     * @param work its working folder, configured
     * @param environment what it finds in its environment besides the usual
     */
    static JamesProcess start(Path work, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path announced = work.resolve(BareServer.PORTS_FILE);
        Files.deleteIfExists(announced);
        Path output = work.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Built.java(),
                                "-Xmx768m",
                                "--add-opens",
                                "java.base/java.lang=ALL-UNNAMED",
                                "-Djames.lifecycle.leak.detection.mode=simple",
                                "-cp",
                                Built.serverClassPath(),
                                BareServer.class.getName(),
                                work.toString())
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        long end = System.nanoTime() + START.toNanos();
        while (!Files.exists(announced)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String threads = process.isAlive() ? threads(process) : "";
                process.destroyForcibly();
                throw new IllegalStateException(
                        "James did not start:%n%s%n%s%nThe end of its log:%n%s"
                                .formatted(Files.readString(output), threads, endOfLog(work)));
            }
            Thread.sleep(100);
        }
        return new JamesProcess(process, read(announced));
    }

    /** What the threads of a server do that hangs. */
    private static String threads(Process process) throws IOException {
        Process dump =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                "Thread.print")
                        .redirectErrorStream(true)
                        .start();
        return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * What a server last said.
     *
     * @param work its working folder
     */
    static String endOfLog(Path work) throws IOException {
        Path log = work.resolve("logs/james.log");
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    }

    private static ServerPorts read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return new ServerPorts(
                Integer.parseInt(properties.getProperty("smtp")),
                Integer.parseInt(properties.getProperty("imap")),
                Integer.parseInt(properties.getProperty("webadmin")));
    }

    ServerPorts ports() {
        return ports;
    }

    /** SIGKILL: nothing is flushed, nothing is closed. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stops it in an orderly way. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IllegalStateException("James did not stop within " + STOP);
    }
}
