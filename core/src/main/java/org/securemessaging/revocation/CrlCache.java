package org.securemessaging.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.net.BackOff;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.FetchRequest;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.Fetcher;
import org.securemessaging.net.Flights;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CRLs by address: from memory, from disk, or fetched; one fetch at a time for each address however
 * many wait for it, and none from a server that has just failed. What it holds may be lost at any
 * time. Thread safe.
 */
public final class CrlCache implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CrlCache.class);
    // A sender who has not written for a week is worth no traffic; real servers meet some hundred
    // CAs.
    private static final Duration IN_USE = Duration.ofDays(7);
    private static final int MOST_IN_USE = 2_000;
    // Far from the time when it is due, but with a quarter of its time left for what may go wrong.
    private static final double REFRESHED_AFTER = 0.75;
    // For CAs that publish at the last moment, or have stopped.
    private static final Duration LEAST_PAUSE = Duration.ofMinutes(15);

    private final CrlStore store;
    private final Fetcher fetcher;
    private final CrlCacheSettings settings;
    private final Clock clock;
    private final Cache<URI, Held> memory;
    private final Cache<URI, Use> uses = Caffeine.newBuilder().maximumSize(MOST_IN_USE).build();
    private final BackOff<URI, Finding> backOff;
    private final Flights<URI, Answer> flights = new Flights<>("crl-fetch");

    /**
     * What is known of an address.
     *
     * @param crl the CRL; an old one if a newer could not be had
     * @param problem why there is none, or only an old one
     */
    public record Answer(Optional<Crl> crl, Optional<Finding> problem) {
        static Answer of(Crl crl) {
            return new Answer(Optional.of(crl), Optional.empty());
        }

        static Answer problem(ReasonCode reason, String detail) {
            return new Answer(Optional.empty(), Optional.of(Finding.of(reason, detail)));
        }
    }

    private record Held(Crl crl, Instant fetchedAt) {}

    private record Use(Instant last, Instant refreshAt) {}

    /**
     * A cache.
     *
     * @param store where CRLs lie on disk
     * @param fetcher fetches them
     * @param settings how
     * @param clock says what is old
     */
    public CrlCache(CrlStore store, Fetcher fetcher, CrlCacheSettings settings, Clock clock) {
        this.store = store;
        this.fetcher = fetcher;
        this.settings = settings;
        this.clock = clock;
        this.memory =
                Caffeine.newBuilder()
                        .maximumWeight(settings.memoryBytes())
                        .weigher((URI address, Held held) -> held.crl().length())
                        .build();
        this.backOff = new BackOff<>(settings.backOff(), settings.longestBackOff(), clock);
    }

    /**
     * The CRL of an address.
     *
     * @param address http or https
     * @param budget what may be spent if it must be fetched
     * @return the CRL, or why there is none
     */
    public Answer get(URI address, FetchBudget budget) {
        Optional<Held> held = held(address);
        held.ifPresent(known -> use(address, known));
        if (held.filter(this::isFresh).isPresent()) {
            return Answer.of(held.get().crl());
        }
        Answer fetched = recentFailure(address).orElseGet(() -> fetch(address, budget));
        Optional.ofNullable(memory.getIfPresent(address)).ifPresent(now -> use(address, now));
        return fetched.crl().isPresent()
                ? fetched
                : new Answer(held.map(Held::crl), fetched.problem());
    }

    /**
     * The addresses of CRLs that were asked for in the last week and are worth fetching anew by
     * now, ahead of the time when someone would have to wait for it. What lies on disk alone is
     * remembered when it is asked for.
     *
     * @return addresses, without those of servers that have just failed
     */
    public List<URI> dueForRefresh() {
        Instant now = clock.instant();
        return uses.asMap().entrySet().stream()
                .filter(use -> now.isBefore(use.getValue().last().plus(IN_USE)))
                .filter(use -> !now.isBefore(use.getValue().refreshAt()))
                .map(Map.Entry::getKey)
                .filter(address -> backOff.recent(address).isEmpty())
                .toList();
    }

    /**
     * Fetches a CRL anew, whether or not the one at hand holds longer. The old one stays in use if
     * that fails.
     *
     * @param address http or https
     * @return the new one, or why there is none
     */
    public Answer refresh(URI address) {
        FetchBudget budget = FetchBudget.of(settings.fetchTime(), 1);
        return recentFailure(address).orElseGet(() -> fetch(address, budget));
    }

    private void use(URI address, Held held) {
        uses.put(address, new Use(clock.instant(), refreshAt(held)));
    }

    private Instant refreshAt(Held held) {
        Instant oldest = held.fetchedAt().plus(settings.maximumAge());
        Instant due = held.crl().nextUpdate().filter(oldest::isAfter).orElse(oldest);
        long holds = Duration.between(held.fetchedAt(), due).toMillis();
        Duration wait = Duration.ofMillis((long) (holds * REFRESHED_AFTER));
        return held.fetchedAt().plus(wait.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : wait);
    }

    /**
     * Drops a CRL whose signature turned out to be worthless, so that the next who asks does not
     * get it again.
     *
     * @param address where it came from
     * @param crl the CRL
     */
    public void drop(URI address, Crl crl) {
        if (held(address).filter(held -> held.crl().sha256().equals(crl.sha256())).isPresent()) {
            memory.invalidate(address);
            store.remove(address);
            fail(address, Finding.of(ReasonCode.CRL_INVALID, address + ": wrongly signed"));
        }
    }

    @Override
    public void close() {
        flights.close();
    }

    private Optional<Held> held(URI address) {
        Held inMemory = memory.getIfPresent(address);
        if (inMemory != null) {
            return Optional.of(inMemory);
        }
        Optional<Held> onDisk = store.read(address).flatMap(stored -> parse(address, stored));
        onDisk.ifPresent(held -> memory.put(address, held));
        return onDisk;
    }

    private Optional<Held> parse(URI address, CrlStore.Stored stored) {
        try {
            return Optional.of(new Held(CrlFiles.parse(stored.octets()), stored.fetchedAt()));
        } catch (CrlFormatException e) {
            LOGGER.warn("the CRL of {} on disk is dropped: {}", address, e.getMessage());
            store.remove(address);
            return Optional.empty();
        }
    }

    private boolean isFresh(Held held) {
        Instant now = clock.instant();
        if (held.fetchedAt().isAfter(now)) {
            return false; // The clock was wrong then, or is now: its age can't be told.
        }
        // A server that has just given an old one has no newer one.
        return now.isBefore(held.fetchedAt().plus(settings.backOff()))
                || (now.isBefore(held.fetchedAt().plus(settings.maximumAge()))
                        && held.crl().nextUpdate().map(now::isBefore).orElse(true));
    }

    private Optional<Answer> recentFailure(URI address) {
        return backOff.recent(address)
                .map(finding -> new Answer(Optional.empty(), Optional.of(finding)));
    }

    private Answer fetch(URI address, FetchBudget budget) {
        if (!budget.take()) {
            return Answer.problem(
                    ReasonCode.CRL_UNAVAILABLE, address + ": not fetched, nothing left to spend");
        }
        return flights.join(address, budget, () -> fetchNow(address))
                .orElseGet(
                        () ->
                                Answer.problem(
                                        ReasonCode.TIMEOUT,
                                        address + ": the time for fetching ran out"));
    }

    private Answer fetchNow(URI address) {
        FetchRequest request =
                new FetchRequest(address, settings.fetchTime(), settings.maximumBytes());
        try {
            Downloaded downloaded = new Downloaded();
            FetchResult result =
                    store.write(
                            address,
                            sink -> fetcher.fetch(request, sink),
                            (outcome, file) -> {
                                if (outcome instanceof FetchResult.Complete) {
                                    downloaded.crl = CrlFiles.parse(Files.readAllBytes(file));
                                }
                                return outcome instanceof FetchResult.Complete;
                            });
            if (result instanceof FetchResult.Failed failed) {
                return fail(address, finding(failed));
            }
            Held fresh = new Held(downloaded.crl, clock.instant());
            memory.put(address, fresh);
            uses.asMap()
                    .computeIfPresent(address, (key, use) -> new Use(use.last(), refreshAt(fresh)));
            backOff.succeeded(address);
            return Answer.of(downloaded.crl);
        } catch (CrlFormatException e) {
            return fail(
                    address, Finding.of(ReasonCode.CRL_INVALID, address + ": " + e.getMessage()));
        } catch (IOException e) {
            LOGGER.error("the CRL cache can't be written", e);
            return Answer.problem(ReasonCode.CRL_UNAVAILABLE, "the CRL cache can't be written");
        }
    }

    private static final class Downloaded {
        Crl crl;
    }

    private Answer fail(URI address, Finding finding) {
        LOGGER.info("no CRL from {}: {}", address, finding.detail());
        backOff.failed(address, finding);
        return new Answer(Optional.empty(), Optional.of(finding));
    }

    private static Finding finding(FetchResult.Failed failed) {
        ReasonCode reason =
                failed.failure() == FetchResult.Failure.TIMEOUT
                        ? ReasonCode.TIMEOUT
                        : ReasonCode.CRL_UNAVAILABLE;
        return Finding.of(reason, failed.detail());
    }
}
