package org.securemessaging.trust.list;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.securemessaging.certificate.WatchedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trust list in force: given, or read from a file that may change while the server runs. Thread
 * safe.
 */
public final class CurrentTrustList {
    private static final Logger LOGGER = LoggerFactory.getLogger(CurrentTrustList.class);
    // As for anchors: a change is seen within two seconds, at the cost of one system call.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    private final Supplier<WatchedFiles.Snapshot<Loaded>> source;

    private record Loaded(TrustList list, List<String> problems) {}

    private CurrentTrustList(Supplier<WatchedFiles.Snapshot<Loaded>> source) {
        this.source = source;
    }

    /**
     * A fixed list.
     *
     * @param list the list; {@link TrustList#EMPTY} for none
     * @return the list
     */
    public static CurrentTrustList of(TrustList list) {
        WatchedFiles.Snapshot<Loaded> fixed =
                new WatchedFiles.Snapshot<>(new Loaded(list, List.of()), 0);
        return new CurrentTrustList(() -> fixed);
    }

    /**
     * A file in the form of {@link TrustListText}, followed as it changes. If it can't be read
     * after a change, the list that was read before stays in force; this is logged and told by
     * {@link #problems()}.
     *
     * @param file the list
     * @return the list
     * @throws TrustListFormatException if a line is malformed now
     * @throws UncheckedIOException if the file can't be read now
     */
    public static CurrentTrustList read(Path file) {
        return read(file, CHECK_EVERY);
    }

    static CurrentTrustList read(Path file, Duration checkEvery) {
        AtomicReference<TrustList> inForce = new AtomicReference<>(TrustListFile.parse(file));
        return new CurrentTrustList(
                new WatchedFiles<>(List.of(file), paths -> load(file, inForce), checkEvery));
    }

    /**
     * The list as it is now.
     *
     * @return the list
     */
    public TrustList current() {
        return source.get().value().list();
    }

    /**
     * What was wrong at the last look.
     *
     * @return one sentence, with file and line, while an older list than the file's is in force
     */
    public List<String> problems() {
        return source.get().value().problems();
    }

    /**
     * A number that grows with each change of the file.
     *
     * @return zero at first
     */
    public long generation() {
        return source.get().generation();
    }

    private static Loaded load(Path file, AtomicReference<TrustList> inForce) {
        try {
            inForce.set(TrustListFile.parse(file));
            return new Loaded(inForce.get(), List.of());
        } catch (TrustListFormatException e) {
            return kept(inForce, e.getMessage());
        } catch (UncheckedIOException e) {
            return kept(inForce, file + ": can't be read: " + e.getCause());
        }
    }

    private static Loaded kept(AtomicReference<TrustList> inForce, String problem) {
        String told = problem + "; the list that was read before stays in force";
        LOGGER.warn("{}", told);
        return new Loaded(inForce.get(), List.of(told));
    }
}
