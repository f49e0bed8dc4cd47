package org.securemessaging.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.securemessaging.result.Finding;

/**
 * Remembers which servers have just failed, so that they are left alone: the longer, the more often
 * they fail. Thread safe.
 *
 * @param <K> what stands for a server
 */
final class BackOff<K> {
    // Servers whose failures are remembered; beyond, a stranger names servers at random.
    private static final int FAILURES = 10_000;

    private final Duration first;
    private final Duration longest;
    private final Clock clock;
    private final Cache<K, Failure> failures = Caffeine.newBuilder().maximumSize(FAILURES).build();

    private record Failure(Finding finding, Instant until, Duration pause) {}

    BackOff(Duration first, Duration longest, Clock clock) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
    }

    /** What went wrong with a server that is still to be left alone. */
    Optional<Finding> recent(K server) {
        return Optional.ofNullable(failures.getIfPresent(server))
                .filter(failure -> clock.instant().isBefore(failure.until()))
                .map(Failure::finding);
    }

    /** Remembers a failure. */
    void failed(K server, Finding finding) {
        Duration pause =
                Optional.ofNullable(failures.getIfPresent(server))
                        .map(before -> before.pause().multipliedBy(2))
                        .orElse(first);
        if (pause.compareTo(longest) > 0) {
            pause = longest;
        }
        failures.put(server, new Failure(finding, clock.instant().plus(pause), pause));
    }

    /** Forgets earlier failures. */
    void succeeded(K server) {
        failures.invalidate(server);
    }
}
