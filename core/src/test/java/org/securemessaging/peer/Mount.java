package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system that is mounted for a test; whoever may not mount skips the test. */
public final class Mount implements AutoCloseable {
    private final Path folder;

    private Mount(Path folder) {
        this.folder = folder;
    }

    /** A small disk. */
    public static Mount disk(Path folder, String size) {
        return mounted(folder, "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs");
    }

    /** Another folder, at another place. */
    public static Mount of(Path other, Path folder) {
        return mounted(folder, "mount", "--bind", other.toString());
    }

    /** Where it is. */
    public Path place() {
        return folder;
    }

    /** Makes it so that nothing can be written, or can again. */
    public void readOnly(boolean whether) {
        String mode = whether ? "ro" : "rw";
        Run run = run("mount", "-o", "remount," + mode, folder.toString());
        if (run.status != 0) {
            throw new IllegalStateException(run.output);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }

    private static Mount mounted(Path folder, String... command) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(List.of(command));
        words.add(folder.toString());
        Run run = run(words.toArray(String[]::new));
        Assumptions.assumeTrue(run.status == 0, "nothing can be mounted here: " + run.output);
        return new Mount(folder);
    }

    private record Run(int status, String output) {}

    private static Run run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            return new Run(-1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
