package org.securemessaging.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param status its exit status
 * @param output what it wrote to standard output
 * @param error what it wrote to standard error
 */
record Command(int status, String output, String error) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Runs a program without input. */
    static Command run(Path folder, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        Path error = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(error.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(words + " did not end within " + PATIENCE);
        }
        return new Command(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(error, StandardCharsets.UTF_8));
    }

    /** The standard output, of which there must be some. */
    String withOutput() {
        if (output.isEmpty()) {
            throw new AssertionError("No output, status " + status + ":\n" + error);
        }
        return output;
    }
}
