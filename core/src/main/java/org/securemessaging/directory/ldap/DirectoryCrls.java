package org.securemessaging.directory.ldap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.Flights;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlFiles;
import org.securemessaging.revocation.CrlFormatException;
import org.securemessaging.revocation.CrlSource;

/**
 * CRLs from a directory of the administrator's: certificateRevocationList, authorityRevocationList
 * and deltaRevocationList (RFC 4523) at the entries that distribution points name, and at the
 * issuer's. One look-up at a time for each entry however many wait for it; what was found is
 * remembered for some minutes, and not beyond its nextUpdate. Thread safe.
 */
public final class DirectoryCrls implements CrlSource, AutoCloseable {
    private static final List<String> ATTRIBUTES =
            List.of("certificateRevocationList", "authorityRevocationList", "deltaRevocationList");
    // A CRL that the CA has put there counts within minutes.
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final long MEMORY_BYTES = 64L << 20;
    // What stands beside the CRLs for an entry without any.
    private static final int ENTRY_BYTES = 200;

    private final String name;
    private final PkiEntries entries;
    private final Clock clock;
    private final Flights<String, Found> flights = new Flights<>("directory-crls");
    private final Cache<String, Found> held =
            Caffeine.newBuilder()
                    .maximumWeight(MEMORY_BYTES)
                    .weigher((String dn, Found found) -> weight(found))
                    .expireAfterWrite(KEPT)
                    .build();

    /**
     * A source.
     *
     * @param settings how the directory is reached
     * @param directory its connections; not closed with this
     * @param clock says which CRL is due
     */
    public DirectoryCrls(DirectorySettings settings, DirectoryConnections directory, Clock clock) {
        this.name = settings.name();
        this.entries = new PkiEntries(directory, settings.base(), settings.readTime());
        this.clock = clock;
    }

    @Override
    public Found find(Request request) {
        List<Crl> crls = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        for (String dn : PointEntries.of(request)) {
            Found found = get(dn, request.budget());
            crls.addAll(found.crls());
            problems.addAll(found.problems());
        }
        return new Found(crls, problems);
    }

    @Override
    public boolean distrust(Request request, Crl crl) {
        Set<String> dns = PointEntries.of(request);
        dns.stream().map(DirectoryCrls::key).forEach(held::invalidate);
        return false;
    }

    @Override
    public void close() {
        flights.close();
    }

    private static String key(String dn) {
        return dn.toLowerCase(Locale.ROOT);
    }

    private Found get(String dn, FetchBudget budget) {
        String key = key(dn);
        Optional<Found> known = Optional.ofNullable(held.getIfPresent(key)).filter(this::isCurrent);
        if (known.isPresent()) {
            return known.get();
        }
        // One's own directory costs time, but no fetch from a stranger's server.
        if (budget.remaining().isZero()) {
            return problem(ReasonCode.CRL_UNAVAILABLE, dn, "not asked, no time left");
        }
        return flights.join(key, budget, () -> lookUp(key, dn))
                .orElseGet(() -> problem(ReasonCode.TIMEOUT, dn, "the time for asking ran out"));
    }

    private boolean isCurrent(Found found) {
        return found.crls().stream()
                .allMatch(crl -> crl.nextUpdate().map(clock.instant()::isBefore).orElse(true));
    }

    private Found lookUp(String key, String dn) {
        try {
            Found found = parse(dn, entries.at(dn, ATTRIBUTES));
            held.put(key, found);
            return found;
        } catch (DirectoryRefusalException e) {
            Found refused = problem(ReasonCode.CRL_UNAVAILABLE, dn, e.getMessage());
            held.put(key, refused);
            return refused;
        } catch (DirectoryUnavailableException e) {
            return problem(ReasonCode.CRL_UNAVAILABLE, dn, e.getMessage());
        }
    }

    private Found parse(String dn, List<byte[]> values) {
        List<Crl> crls = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        for (byte[] value : values) {
            try {
                crls.add(
                        CrlFiles.parse(value)
                                .from("directory %s, %s".formatted(name, dn), clock.instant()));
            } catch (CrlFormatException e) {
                problems.add(finding(ReasonCode.CRL_INVALID, dn, e.getMessage()));
            }
        }
        return new Found(crls, problems);
    }

    private static int weight(Found found) {
        long weight = ENTRY_BYTES;
        for (Crl crl : found.crls()) {
            weight += crl.length();
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    private Found problem(ReasonCode reason, String dn, String what) {
        return new Found(List.of(), List.of(finding(reason, dn, what)));
    }

    private Finding finding(ReasonCode reason, String dn, String what) {
        return Finding.of(reason, "directory %s, %s: %s".formatted(name, dn, what));
    }
}
