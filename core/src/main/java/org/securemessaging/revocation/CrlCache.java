package org.securemessaging.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.net.BackOff;
import org.securemessaging.net.FetchBudget;
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

    // Two hundred octets each; who is forgotten is looked at again.
    private static final int MOST_BELIEVED = 10_000;

    private final CrlStore store;
    private final CrlFetch fetch;
    private final CrlCacheSettings settings;
    private final Clock clock;
    private final Cache<URI, HeldCrl> memory;
    private final CrlUses uses;
    private final BackOff<URI, Finding> backOff;
    private final Cache<URI, String> believed =
            Caffeine.newBuilder().maximumSize(MOST_BELIEVED).build();
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

        static Answer problem(Finding finding) {
            return new Answer(Optional.empty(), Optional.of(finding));
        }

        static Answer problem(ReasonCode reason, String detail) {
            return problem(Finding.of(reason, detail));
        }
    }

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
        this.fetch = new CrlFetch(store, fetcher, settings, clock);
        this.settings = settings;
        this.clock = clock;
        this.memory =
                Caffeine.newBuilder()
                        .maximumWeight(settings.memoryBytes())
                        .weigher((URI address, HeldCrl held) -> held.crl().length())
                        .build();
        this.uses = new CrlUses(settings.maximumAge(), clock);
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
        Optional<HeldCrl> held = held(address);
        held.ifPresent(known -> uses.used(address, known.fetched()));
        if (held.filter(this::isFresh).isPresent()) {
            return Answer.of(held.get().crl());
        }
        Answer fetched = recentFailure(address).orElseGet(() -> fetch(address, budget));
        Optional.ofNullable(memory.getIfPresent(address))
                .ifPresent(now -> uses.used(address, now.fetched()));
        return fetched.crl().isPresent()
                ? fetched
                : new Answer(held.map(HeldCrl::crl), fetched.problem());
    }

    /**
     * The addresses of CRLs that were asked for in the last week and are worth fetching anew by
     * now, ahead of the time when someone would have to wait for it. What lies on disk alone is
     * remembered when it is asked for.
     *
     * @return addresses, without those of servers that have just failed
     */
    public List<URI> dueForRefresh() {
        return uses.due().stream().filter(address -> backOff.recent(address).isEmpty()).toList();
    }

    /**
     * What the CRLs say that were asked for in the last week.
     *
     * @return the facts of each, the newest of each address
     */
    public List<CrlFacts> inUse() {
        return uses.facts();
    }

    /**
     * The addresses that gave no CRL when they were asked last, and are left alone for it now.
     *
     * @return what went wrong, by address
     */
    public Map<URI, Finding> failing() {
        return backOff.failing();
    }

    /**
     * The addresses of all CRLs that lie on disk.
     *
     * @return the addresses, in their order
     */
    public List<URI> addresses() {
        return store.addresses();
    }

    /**
     * What the CRL at hand says. Nothing is fetched, and it does not count as asked for.
     *
     * @param address where it came from
     * @return the facts, or empty if there is none at hand that can be read
     */
    public Optional<CrlFacts> facts(URI address) {
        return held(address).map(held -> held.fetched().facts());
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

    /**
     * Keeps a CRL whose signature was checked, and forgets the one that it replaced.
     *
     * @param address where it came from
     * @param crl the CRL
     */
    public void believe(URI address, Crl crl) {
        if (!isBelieved(address, crl) && isHeld(address, crl)) {
            store.believe(address);
            believed.put(address, crl.sha256());
        }
    }

    /**
     * Drops a CRL whose signature turned out to be worthless, so that the next who asks does not
     * get it again, but the one that it replaced, if its signature was never found so.
     *
     * @param address where it came from
     * @param crl the CRL
     * @return whether there is another one in its place
     */
    public boolean drop(URI address, Crl crl) {
        // Another CA of the same name may not believe what the right one has signed.
        if (isBelieved(address, crl) || !isHeld(address, crl)) {
            return false;
        }
        memory.invalidate(address);
        boolean before = store.drop(address);
        fail(address, Finding.of(ReasonCode.CRL_INVALID, address + ": wrongly signed"));
        return before;
    }

    private boolean isBelieved(URI address, Crl crl) {
        return crl.sha256().equals(believed.getIfPresent(address));
    }

    private boolean isHeld(URI address, Crl crl) {
        return held(address).filter(held -> held.crl().sha256().equals(crl.sha256())).isPresent();
    }

    @Override
    public void close() {
        flights.close();
    }

    private Optional<HeldCrl> held(URI address) {
        HeldCrl inMemory = memory.getIfPresent(address);
        // Another process, such as the command line, may have fetched a newer one.
        if (inMemory != null
                && store.fetchedAt(address).map(inMemory.stamp()::equals).orElse(true)) {
            return Optional.of(inMemory);
        }
        Optional<HeldCrl> onDisk = store.read(address).flatMap(stored -> parse(address, stored));
        onDisk.ifPresent(held -> memory.put(address, held));
        return onDisk;
    }

    private Optional<HeldCrl> parse(URI address, CrlStore.Stored stored) {
        try {
            Instant fetchedAt = stored.fetchedAt();
            return Optional.of(
                    HeldCrl.of(address, CrlFiles.parse(stored.octets()), fetchedAt, fetchedAt));
        } catch (CrlFormatException e) {
            LOGGER.warn("the CRL of {} on disk is dropped: {}", address, e.getMessage());
            store.drop(address);
            return Optional.empty();
        }
    }

    private boolean isFresh(HeldCrl held) {
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
        return backOff.recent(address).map(Answer::problem);
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
        CrlFetch.Outcome outcome = fetch.now(address);
        if (outcome instanceof CrlFetch.Outcome.Fetched fetched) {
            Instant now = clock.instant();
            Instant stamp = store.fetchedAt(address).orElse(now);
            HeldCrl fresh = HeldCrl.of(address, fetched.crl(), now, stamp);
            memory.put(address, fresh);
            uses.renewed(address, fresh.fetched());
            backOff.succeeded(address);
            return Answer.of(fresh.crl());
        }
        if (outcome instanceof CrlFetch.Outcome.Older) {
            store.renew(address, clock.instant());
            memory.invalidate(address);
            Optional<HeldCrl> kept = held(address);
            kept.ifPresent(held -> uses.renewed(address, held.fetched()));
            backOff.succeeded(address);
            return new Answer(kept.map(HeldCrl::crl), Optional.empty());
        }
        return outcome instanceof CrlFetch.Outcome.Refused refused
                ? fail(address, refused.finding())
                : Answer.problem(((CrlFetch.Outcome.Failed) outcome).finding());
    }

    private Answer fail(URI address, Finding finding) {
        LOGGER.info("no CRL from {}: {}", address, finding.detail());
        backOff.failed(address, finding);
        return Answer.problem(finding);
    }
}
