package org.securemessaging.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is made of some files, made anew when one of them changes, comes or goes. There is no thread
 * behind it: it looks when it is asked, and not more often than is said. Thread safe.
 *
 * @param <T> what is made of the files; immutable
 */
public final class WatchedFiles<T> implements Supplier<WatchedFiles.Snapshot<T>> {
    private final List<Path> paths;
    private final Function<List<Path>, T> load;
    private final long checkEveryNanos;
    private volatile State<T> state;

    /**
     * What the files held at one time.
     *
     * @param value what was made of them
     * @param generation grows with each change
     * @param <T> what is made of the files
     */
    public record Snapshot<T>(T value, long generation) {}

    private record State<T>(Snapshot<T> snapshot, Map<Path, String> stamps, long checkedAtNanos) {}

    /**
     * Loads the files for the first time.
     *
     * @param paths files and folders; of folders, the files directly in them are watched
     * @param load makes the value; called with the paths as given
     * @param checkEvery how long a look at the files is good for; each look costs one system call a
     *     file
     */
    public WatchedFiles(List<Path> paths, Function<List<Path>, T> load, Duration checkEvery) {
        this.paths = List.copyOf(paths);
        this.load = load;
        this.checkEveryNanos = checkEvery.toNanos();
        Map<Path, String> stamps = stamps();
        this.state =
                new State<>(new Snapshot<>(load.apply(this.paths), 0), stamps, System.nanoTime());
    }

    @Override
    public Snapshot<T> get() {
        if (System.nanoTime() - state.checkedAtNanos() >= checkEveryNanos) {
            refresh();
        }
        return state.snapshot();
    }

    private synchronized void refresh() {
        State<T> before = state;
        if (System.nanoTime() - before.checkedAtNanos() < checkEveryNanos) {
            return; // Another thread has just looked.
        }
        // Stamps are taken before the load: a change during it is seen at the next look.
        Map<Path, String> stamps = stamps();
        Snapshot<T> snapshot =
                stamps.equals(before.stamps())
                        ? before.snapshot()
                        : new Snapshot<>(load.apply(paths), before.snapshot().generation() + 1);
        state = new State<>(snapshot, stamps, System.nanoTime());
    }

    private Map<Path, String> stamps() {
        Map<Path, String> stamps = new TreeMap<>();
        for (Path path : paths) {
            stamps.put(path, stamp(path));
            if (Files.isDirectory(path)) {
                try (Stream<Path> children = Files.list(path)) {
                    children.forEach(child -> stamps.put(child, stamp(child)));
                } catch (IOException | UncheckedIOException e) {
                    stamps.put(path, "unreadable");
                }
            }
        }
        return stamps;
    }

    private static String stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.size() + "@" + attributes.lastModifiedTime() + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }
}
