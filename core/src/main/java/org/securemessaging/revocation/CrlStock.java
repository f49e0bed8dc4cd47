package org.securemessaging.revocation;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.securemessaging.result.Finding;

/** The CRLs at hand, for those who look after them: what there is, and how old. Thread safe. */
public final class CrlStock {
    private final CrlFolder folder;
    private final Optional<CrlCache> cache;
    private final RevocationRules rules;
    private final Clock clock;

    /**
     * A stock.
     *
     * @param folder the administrator's files
     * @param cache what was fetched, if anything is
     * @param rules which dates are asked of CRLs
     * @param clock this machine's clock
     */
    public CrlStock(
            CrlFolder folder, Optional<CrlCache> cache, RevocationRules rules, Clock clock) {
        this.folder = folder;
        this.cache = cache;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * What came of fetching a CRL.
     *
     * @param address where
     * @param crl the CRL at hand now; an old one if no newer could be had
     * @param problem why no newer could be had
     * @param changed whether it is another than before
     */
    public record Refreshed(
            URI address, Optional<CrlFacts> crl, Optional<Finding> problem, boolean changed) {}

    /**
     * All CRLs: those in the administrator's files, and those that were fetched and lie on disk.
     *
     * @return the facts of each, in the order of files and addresses
     */
    public List<CrlFacts> all() {
        return Stream.concat(
                        folder.facts().stream(),
                        cache.stream()
                                .flatMap(fetched -> facts(fetched, fetched.addresses().stream())))
                .toList();
    }

    /**
     * What could not be read of the administrator's files.
     *
     * @return one sentence for each, with the file's path
     */
    public List<String> problems() {
        return folder.problems();
    }

    /**
     * The addresses of what was fetched and lies on disk.
     *
     * @return the addresses, in their order
     */
    public List<URI> addresses() {
        return cache.map(CrlCache::addresses).orElse(List.of());
    }

    /**
     * What the dates of a CRL say at present.
     *
     * @param crl the CRL
     * @return its state
     */
    public CrlState state(CrlFacts crl) {
        return CrlState.of(crl, clock.instant(), rules);
    }

    /**
     * Fetches a CRL now, whether or not the one at hand holds longer.
     *
     * @param address where
     * @return what came of it; empty if nothing is fetched by configuration
     */
    public Optional<Refreshed> refresh(URI address) {
        return cache.map(
                fetched -> {
                    Optional<CrlFacts> before = fetched.facts(address);
                    Optional<Finding> problem = fetched.refresh(address).problem();
                    Optional<CrlFacts> after = fetched.facts(address);
                    boolean changed =
                            !Objects.equals(
                                    before.map(CrlFacts::sha256), after.map(CrlFacts::sha256));
                    return new Refreshed(address, after, problem, changed);
                });
    }

    /**
     * How fresh the CRLs are that judgements rest on: those in the administrator's files, and the
     * fetched ones that were asked for in the last week.
     *
     * @return the report
     */
    public CrlFreshness freshness() {
        Instant now = clock.instant();
        List<CrlFacts> counted = new ArrayList<>(folder.facts());
        cache.ifPresent(fetched -> counted.addAll(fetched.inUse()));
        return CrlFreshness.of(
                counted,
                crl -> CrlState.of(crl, now, rules),
                cache.map(CrlCache::failing).orElseGet(Map::of),
                folder.problems());
    }

    private static Stream<CrlFacts> facts(CrlCache cache, Stream<URI> addresses) {
        return addresses.map(cache::facts).flatMap(Optional::stream);
    }
}
