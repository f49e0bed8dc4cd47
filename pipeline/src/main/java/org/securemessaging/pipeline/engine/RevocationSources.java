package org.securemessaging.pipeline.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.pipeline.configuration.RevocationSettings;
import org.securemessaging.revocation.CrlCache;
import org.securemessaging.revocation.CrlCacheSettings;
import org.securemessaging.revocation.CrlDownloads;
import org.securemessaging.revocation.CrlFolder;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.CrlStore;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;

/** Where CRLs come from, the nearest first. To be closed. */
final class RevocationSources implements AutoCloseable {
    private final List<CrlSource> sources = new ArrayList<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final Path temporaryFolder;
    private final Clock clock;

    /**
     * Opens the sources.
     *
     * @throws UncheckedIOException if the cache's folder can't be made
     */
    RevocationSources(RevocationSettings settings, Path temporaryFolder, Clock clock) {
        this.temporaryFolder = temporaryFolder;
        this.clock = clock;
        sources.add(new CrlFolder(settings.crls()));
        if (settings.distributionPoints()) {
            sources.add(new CrlDownloads(cache(settings)));
        }
    }

    RevocationChecker checker() {
        return new RevocationChecker(sources, RevocationRules.DEFAULT, clock);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }

    private CrlCache cache(RevocationSettings settings) {
        Path folder = settings.cacheFolder().orElseGet(this::passingFolder);
        HttpFetcher fetcher =
                new HttpFetcher(
                        new AddressPolicy(settings.allowedAddresses(), settings.allowedHosts()));
        CrlCache cache =
                new CrlCache(new CrlStore(folder), fetcher, cacheSettings(settings), clock);
        // Last opened, first closed: the cache's threads use the fetcher and the folder.
        closing.push(fetcher::close);
        closing.push(cache::close);
        return cache;
    }

    private static CrlCacheSettings cacheSettings(RevocationSettings settings) {
        CrlCacheSettings usual = CrlCacheSettings.DEFAULT;
        return new CrlCacheSettings(
                settings.maximumSize(),
                settings.fetchTimeout(),
                usual.maximumAge(),
                usual.backOff(),
                usual.longestBackOff(),
                usual.memoryBytes());
    }

    private Path passingFolder() {
        try {
            Path folder = Files.createTempDirectory(temporaryFolder, "crls");
            closing.push(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a folder for the CRL cache", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + folder, e);
        }
    }
}
