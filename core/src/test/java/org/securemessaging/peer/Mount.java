package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A file system that is mounted for a test; whoever may not mount skips the test. */
public final class Mount implements AutoCloseable {
    private final Path folder;

    private Mount(Path folder) {
        this.folder = folder;
    }

    /** A small disk. */
    public static Mount disk(Path folder, String size) {
        return required(folder, mount(folder, disk(size)));
    }

    /** A small disk, or none if nothing can be mounted here. */
    public static Optional<Mount> diskIfAllowed(Path folder, String size) {
        return mount(folder, disk(size)).status == 0
                ? Optional.of(new Mount(folder))
                : Optional.empty();
    }

    /** Another folder, at another place. */
    public static Mount of(Path other, Path folder) {
        return required(folder, mount(folder, "mount", "--bind", other.toString()));
    }

    /** The folder itself, so that nothing can be written by its path; who has a file open, may. */
    public static Mount readOnly(Path folder) {
        Mount mount = of(folder, folder);
        require("mount", "-o", "remount,bind,ro", folder.toString());
        return mount;
    }

    /** Where it is. */
    public Path place() {
        return folder;
    }

    /** Makes it so that nothing can be written, or can again. */
    public void readOnly(boolean whether) {
        String mode = whether ? "ro" : "rw";
        require("mount", "-o", "remount," + mode, folder.toString());
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }

    private static String[] disk(String size) {
        return new String[] {"mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs"};
    }

    private static Mount required(Path folder, Run run) {
        Assumptions.assumeTrue(run.status == 0, "nothing can be mounted here: " + run.output);
        return new Mount(folder);
    }

    private static Run mount(Path folder, String... command) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(List.of(command));
        words.add(folder.toString());
        return run(words.toArray(String[]::new));
    }

    private static void require(String... command) {
        Run run = run(command);
        if (run.status != 0) {
            throw new IllegalStateException(run.output);
        }
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
