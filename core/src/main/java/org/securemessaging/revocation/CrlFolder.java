package org.securemessaging.revocation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.securemessaging.certificate.WatchedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CRLs in files and folders, followed as they change. What can't be read is logged and passed over.
 * Thread safe.
 */
public final class CrlFolder implements CrlSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(CrlFolder.class);
    // A new CRL is seen within two seconds, at the cost of one look at the folder per two seconds.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    private final WatchedFiles<Loaded> files;

    private record Loaded(CrlCollection crls, CrlFiles.Contents contents) {}

    /**
     * Reads the files for the first time.
     *
     * @param paths files and folders, as {@link CrlFiles} reads them
     */
    public CrlFolder(List<Path> paths) {
        this(paths, CHECK_EVERY);
    }

    CrlFolder(List<Path> paths, Duration checkEvery) {
        this.files = new WatchedFiles<>(paths, CrlFolder::load, checkEvery);
    }

    @Override
    public Found find(Request request) {
        return files.get().value().crls().find(request);
    }

    /**
     * What the CRLs say that are there at present.
     *
     * @return the facts of each, in the order of the files
     */
    public List<CrlFacts> facts() {
        return files.get().value().contents().found().stream()
                .map(found -> CrlFacts.inFile(found.file(), found.crl()))
                .toList();
    }

    /**
     * What could not be read at the last look.
     *
     * @return one sentence for each, with the file's path
     */
    public List<String> problems() {
        return files.get().value().contents().problems();
    }

    /**
     * A number that grows with each change of the files.
     *
     * @return zero at first
     */
    public long generation() {
        return files.get().generation();
    }

    private static Loaded load(List<Path> paths) {
        CrlFiles.Contents contents = CrlFiles.read(paths);
        contents.problems().forEach(problem -> LOGGER.warn("{}", problem));
        return new Loaded(new CrlCollection(contents.crls()), contents);
    }
}
