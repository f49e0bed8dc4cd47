package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server that somebody else wrote, as a child of this process. */
final class ServerProcess implements AutoCloseable {
    // A busy machine takes its time; one that is not waits no longer than it must.
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it. What it says goes to a file, and its standard input ends with this process.
     *
     * @param ready asked again and again until it is true
     */
    static ServerProcess start(Path log, BooleanSupplier ready, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            ServerProcess server = new ServerProcess(process, log);
            server.await(ready, command[0]);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(BooleanSupplier ready, String name) {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!ready.getAsBoolean() || !process.isAlive()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException(name + " does not start:\n" + said());
            }
            sleep();
        }
    }

    String said() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it without a word to it (SIGSTOP), until {@link #thaw}. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** Ends it as a crash would (SIGKILL). */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signal(String signal) {
        try {
            int status =
                    new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
