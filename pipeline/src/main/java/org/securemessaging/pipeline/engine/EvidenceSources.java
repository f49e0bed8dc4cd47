package org.securemessaging.pipeline.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.securemessaging.directory.ldap.DirectoryCrls;
import org.securemessaging.directory.ldap.DirectoryIssuers;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.SchemeFetcher;
import org.securemessaging.pipeline.configuration.RevocationOrder;
import org.securemessaging.pipeline.configuration.RevocationSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.configuration.TrustSettings;
import org.securemessaging.revocation.CrlCache;
import org.securemessaging.revocation.CrlCacheSettings;
import org.securemessaging.revocation.CrlDownloads;
import org.securemessaging.revocation.CrlFolder;
import org.securemessaging.revocation.CrlMethod;
import org.securemessaging.revocation.CrlRefresher;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.CrlStock;
import org.securemessaging.revocation.CrlStore;
import org.securemessaging.revocation.OcspClient;
import org.securemessaging.revocation.OcspMethod;
import org.securemessaging.revocation.OcspSettings;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationMethod;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.CaIssuers;
import org.securemessaging.trust.IssuerSource;

/**
 * How certificates' status is had, and where from: CRLs, the nearest first, and OCSP; and where
 * issuers are found that are not at hand. To be closed.
 */
final class EvidenceSources implements AutoCloseable {
    // Short against the hours that CRLs hold, long against the work of looking.
    private static final Duration REFRESH_PAUSE = Duration.ofMinutes(1);

    private final List<RevocationMethod> methods = new ArrayList<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final RevocationSettings settings;
    private final Directories directories;
    private final SchemeFetcher fetcher;
    private final CrlFolder folder;
    private final Optional<CrlCache> cache;
    private final Path temporaryFolder;
    private final Clock clock;

    /**
     * Opens the sources.
     *
     * @throws UncheckedIOException if the cache's folder can't be made
     */
    EvidenceSources(
            SecureMessagingConfiguration configuration, Directories directories, Clock clock) {
        this.settings = configuration.revocation();
        this.temporaryFolder = configuration.temporaryFolder();
        this.directories = directories;
        this.clock = clock;
        this.fetcher =
                new SchemeFetcher(
                        new AddressPolicy(settings.allowedAddresses(), settings.allowedHosts()));
        closing.push(fetcher::close);
        this.folder = new CrlFolder(settings.crls());
        this.cache = settings.distributionPoints() ? Optional.of(cache()) : Optional.empty();
        RevocationRules rules = settings.rules();
        methods.add(new CrlMethod(crls(), rules, clock));
        if (settings.ocsp()) {
            methods.add(new OcspMethod(responders(), rules, clock));
        }
        if (settings.order() == RevocationOrder.OCSP_FIRST) {
            Collections.reverse(methods);
        }
    }

    RevocationChecker checker() {
        return new RevocationChecker(methods);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }

    /** The CRLs at hand. */
    CrlStock stock() {
        return new CrlStock(folder, cache, settings.rules(), clock);
    }

    private List<CrlSource> crls() {
        List<CrlSource> sources = new ArrayList<>();
        sources.add(folder);
        for (String name : settings.directories()) {
            DirectoryCrls crls =
                    new DirectoryCrls(directories.settings(name), directories.named(name), clock);
            closing.push(crls::close);
            sources.add(crls);
        }
        cache.map(CrlDownloads::new).ifPresent(sources::add);
        return sources;
    }

    /** Where issuers are looked for that are not at hand. */
    List<IssuerSource> issuers(TrustSettings trust) {
        List<IssuerSource> sources = new ArrayList<>();
        for (String name : trust.directories()) {
            DirectoryIssuers issuers =
                    new DirectoryIssuers(directories.settings(name), directories.named(name));
            closing.push(issuers::close);
            sources.add(issuers);
        }
        if (trust.caIssuers()) {
            CaIssuers issuers = new CaIssuers(fetcher, settings.fetchTimeout(), clock);
            closing.push(issuers::close);
            sources.add(issuers);
        }
        return sources;
    }

    private CrlCache cache() {
        Path folder = settings.cacheFolder().orElseGet(this::passingFolder);
        CrlCache cache =
                new CrlCache(new CrlStore(folder), fetcher, cacheSettings(settings), clock);
        // Last opened, first closed: the cache's threads use the fetcher and the folder.
        closing.push(cache::close);
        if (settings.refresh()) {
            closing.push(new CrlRefresher(cache, REFRESH_PAUSE)::close);
        }
        return cache;
    }

    private OcspClient responders() {
        OcspSettings usual = OcspSettings.DEFAULT;
        OcspClient client =
                new OcspClient(
                        fetcher,
                        new OcspSettings(
                                usual.maximumBytes(),
                                settings.fetchTimeout(),
                                settings.ocspNonce(),
                                usual.maximumAge(),
                                usual.backOff(),
                                usual.longestBackOff()),
                        clock);
        closing.push(client::close);
        return client;
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
