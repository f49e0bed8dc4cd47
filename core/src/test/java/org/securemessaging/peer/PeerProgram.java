package org.securemessaging.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Somebody else's program, run in a folder. */
public record PeerProgram(Path folder, Map<String, String> environment) {
    private static final String SWITCH = "SECUREMESSAGING_PEERS";

    /** Goes on only with the program: its absence skips the test, or fails it in CI. */
    public static void require(String program) {
        boolean installed =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
        if (!installed && "required".equals(System.getenv(SWITCH))) {
            Assertions.fail(program + " is not installed, and " + SWITCH + "=required");
        }
        Assumptions.assumeTrue(installed, program + " is not installed");
    }

    /** Runs a command to its end, which must be status 0. */
    public void run(String input, String... command) {
        Run run = attempt(input, command);
        assertThat(run.status()).as(() -> String.join(" ", command) + "\n" + run.output()).isZero();
    }

    /** Runs a command, whose words have no spaces in them, and gives what it printed. */
    public String output(String command) {
        Run run = attempt("", command.split(" ", -1));
        assertThat(run.status()).as(() -> command + "\n" + run.output()).isZero();
        return run.output();
    }

    /** Whether a command ends with status 0. */
    public boolean succeeds(String input, String... command) {
        return attempt(input, command).status() == 0;
    }

    private record Run(int status, String output) {}

    private Run attempt(String input, String... command) {
        try {
            Path log = Files.createTempFile(folder, "log", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(List.of(command))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            return new Run(process.waitFor(), read(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
