package org.securemessaging.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which fetched CRLs were asked for in the last week, and when each is worth fetching anew. Thread
 * safe.
 */
final class CrlUses {
    // A sender who has not written for a week is worth no traffic; real servers meet some hundred
    // CAs.
    private static final Duration IN_USE = Duration.ofDays(7);
    private static final int MOST_IN_USE = 2_000;
    // Far from the time when it is due, but with a quarter of its time left for what may go wrong.
    private static final double REFRESHED_AFTER = 0.75;
    // For CAs that publish at the last moment, or have stopped.
    private static final Duration LEAST_PAUSE = Duration.ofMinutes(15);

    private final Duration maximumAge;
    private final Clock clock;
    private final Cache<URI, Use> uses = Caffeine.newBuilder().maximumSize(MOST_IN_USE).build();

    private record Use(Instant last, Fetched fetched) {}

    /** What is known of a CRL in use. */
    record Fetched(Instant at, CrlFacts facts) {}

    CrlUses(Duration maximumAge, Clock clock) {
        this.maximumAge = maximumAge;
        this.clock = clock;
    }

    /** Somebody asked for a CRL. */
    void used(URI address, Fetched fetched) {
        uses.put(address, new Use(clock.instant(), fetched));
    }

    /** A CRL was fetched anew; whether somebody asked for it is another matter. */
    void renewed(URI address, Fetched fetched) {
        uses.asMap().computeIfPresent(address, (key, use) -> new Use(use.last(), fetched));
    }

    List<CrlFacts> facts() {
        return inUse().map(use -> use.getValue().fetched().facts()).toList();
    }

    List<URI> due() {
        Instant now = clock.instant();
        return inUse().filter(use -> !now.isBefore(refreshAt(use.getValue().fetched())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Stream<Map.Entry<URI, Use>> inUse() {
        Instant now = clock.instant();
        return uses.asMap().entrySet().stream()
                .filter(use -> now.isBefore(use.getValue().last().plus(IN_USE)));
    }

    private Instant refreshAt(Fetched fetched) {
        Instant oldest = fetched.at().plus(maximumAge);
        Instant due = fetched.facts().nextUpdate().filter(oldest::isAfter).orElse(oldest);
        long holds = Duration.between(fetched.at(), due).toMillis();
        Duration wait = Duration.ofMillis((long) (holds * REFRESHED_AFTER));
        return fetched.at().plus(wait.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : wait);
    }
}
