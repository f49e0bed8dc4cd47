package org.securemessaging.net;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which servers have just failed, so that they are left alone: the longer, the more often
 * they fail. Thread safe.
 *
 * @param <K> what stands for a server
 * @param <F> what a failure is told by
 */
public final class BackOff<K, F> {
    // Servers whose failures are remembered; beyond, a stranger names servers at random.
    private static final int FAILURES = 10_000;

    private final Duration first;
    private final Duration longest;
    private final Clock clock;
    private final Cache<K, Failure<F>> failures =
            Caffeine.newBuilder().maximumSize(FAILURES).build();

    private record Failure<F>(F reason, Instant until, Duration pause) {}

    /**
     * Remembers nothing yet.
     *
     * @param first how long a server is left alone that fails for the first time
     * @param longest how long at most, after doubling with each failure
     * @param clock says when the time is over
     */
    public BackOff(Duration first, Duration longest, Clock clock) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * What went wrong with a server that is still to be left alone.
     *
     * @param server which
     * @return the last failure, or empty if the server may be asked
     */
    public Optional<F> recent(K server) {
        return Optional.ofNullable(failures.getIfPresent(server))
                .filter(failure -> clock.instant().isBefore(failure.until()))
                .map(Failure::reason);
    }

    /**
     * The servers that are to be left alone at present.
     *
     * @return the last failure of each
     */
    public Map<K, F> failing() {
        Instant now = clock.instant();
        Map<K, F> failing = new HashMap<>();
        failures.asMap()
                .forEach(
                        (server, failure) -> {
                            if (now.isBefore(failure.until())) {
                                failing.put(server, failure.reason());
                            }
                        });
        return failing;
    }

    /**
     * Remembers a failure.
     *
     * @param server whose
     * @param reason what went wrong
     */
    public void failed(K server, F reason) {
        Duration pause =
                Optional.ofNullable(failures.getIfPresent(server))
                        .map(before -> before.pause().multipliedBy(2))
                        .orElse(first);
        if (pause.compareTo(longest) > 0) {
            pause = longest;
        }
        failures.put(server, new Failure<>(reason, clock.instant().plus(pause), pause));
    }

    /**
     * Forgets earlier failures.
     *
     * @param server whose
     */
    public void succeeded(K server) {
        failures.invalidate(server);
    }
}
