package org.securemessaging.trust;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.certificate.WatchedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that are trusted because the administrator says so, or a pool of intermediates
 * that are merely at hand: given, or read from files that may change while the server runs. Thread
 * safe.
 */
public final class TrustAnchors {
    private static final Logger LOGGER = LoggerFactory.getLogger(TrustAnchors.class);
    // A change is seen within two seconds, at the cost of one look at the folder per two seconds.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    private final Supplier<WatchedFiles.Snapshot<Loaded>> source;

    private record Loaded(CertificateIndex index, List<String> problems) {}

    private TrustAnchors(Supplier<WatchedFiles.Snapshot<Loaded>> source) {
        this.source = source;
    }

    /**
     * A fixed set.
     *
     * @param certificates the certificates
     * @return the set
     */
    public static TrustAnchors of(List<Certificate> certificates) {
        WatchedFiles.Snapshot<Loaded> fixed =
                new WatchedFiles.Snapshot<>(
                        new Loaded(CertificateIndex.of(certificates), List.of()), 0);
        return new TrustAnchors(() -> fixed);
    }

    /**
     * The certificates in files and folders, in every form that {@link CertificateFiles} reads,
     * followed as they change. What can't be read is logged and passed over.
     *
     * @param paths files and folders
     * @return the set
     */
    public static TrustAnchors read(List<Path> paths) {
        return read(paths, CHECK_EVERY);
    }

    static TrustAnchors read(List<Path> paths, Duration checkEvery) {
        return new TrustAnchors(new WatchedFiles<>(paths, TrustAnchors::load, checkEvery));
    }

    /**
     * The certificates as they are now.
     *
     * @return an immutable index
     */
    public CertificateIndex current() {
        return source.get().value().index();
    }

    /**
     * What could not be read at the last look.
     *
     * @return one sentence for each, with the file's path
     */
    public List<String> problems() {
        return source.get().value().problems();
    }

    /**
     * A number that grows with each change of the files.
     *
     * @return zero at first
     */
    public long generation() {
        return source.get().generation();
    }

    private static Loaded load(List<Path> paths) {
        CertificateFiles.Contents contents = CertificateFiles.read(paths);
        contents.problems().forEach(problem -> LOGGER.warn("{}", problem));
        return new Loaded(CertificateIndex.of(contents.certificates()), contents.problems());
    }
}
