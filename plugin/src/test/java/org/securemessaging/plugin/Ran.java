package org.securemessaging.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program did.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 */
record Ran(int status, String out, String err) {
    // A hundred times what the slowest of them takes here.
    private static final int MINUTES = 5;

    /** Runs {@code java -jar} with a jar of the plug-in. */
    static Ran java(JamesLine james, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", james.jar().toString()));
        command.addAll(List.of(arguments));
        return program(Map.of(), command);
    }

    /**
     * Runs a program with nothing on standard input.
     *
     * @param environment set on top of what this process has; an empty value removes a variable
     * @param command the program and its arguments
     */
    static Ran program(Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("ran", ".out");
            Path err = Files.createTempFile("ran", ".err");
            try {
                int status = run(environment, command, out, err);
                return new Ran(status, Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(
            Map<String, String> environment, List<String> command, Path out, Path err)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        environment.forEach((name, value) -> set(builder, name, value));
        Process process = builder.start();
        process.getOutputStream().close();
        return status(process);
    }

    private static void set(ProcessBuilder builder, String name, String value) {
        if (value.isEmpty()) {
            builder.environment().remove(name);
        } else {
            builder.environment().put(name, value);
        }
    }

    private static int status(Process process) {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("not done after " + MINUTES + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
