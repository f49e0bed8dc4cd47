package org.securemessaging.mailets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.MailetException;

/**
 * When a mail that waits is tried again: twice as late each time. Immutable and thread safe.
 *
 * @param first the first delay
 * @param longest the longest delay
 * @param atMost how long a mail waits in all; empty for as long as it takes
 */
record WaitingPlan(Duration first, Duration longest, Optional<Duration> atMost) {
    static final String DELAY = "delay";
    static final String LONGEST_DELAY = "longestDelay";
    static final String WAIT_AT_MOST = "waitAtMost";

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(10);
    private static final Duration DEFAULT_LONGEST = Duration.ofMinutes(5);

    // Above it a delay is at its longest, whatever the first one was.
    private static final int DOUBLINGS = 30;

    /** Reads the plan from a mailet's parameters; without them a mail waits as long as it takes. */
    static WaitingPlan read(String mailet, Parameters parameters) throws MessagingException {
        Duration delay = parameters.duration(DELAY).orElse(DEFAULT_DELAY);
        Duration longest =
                parameters
                        .duration(LONGEST_DELAY)
                        .orElse(delay.compareTo(DEFAULT_LONGEST) > 0 ? delay : DEFAULT_LONGEST);
        if (longest.compareTo(delay) < 0) {
            throw new MailetException(mailet + ": longestDelay is shorter than delay");
        }
        return new WaitingPlan(delay, longest, parameters.duration(WAIT_AT_MOST));
    }

    /** The delay after so many attempts. */
    Duration after(int attempts) {
        Duration delay = first;
        for (int i = 1; i < Math.min(attempts, DOUBLINGS); i++) {
            delay = delay.multipliedBy(2);
            if (delay.compareTo(longest) >= 0) {
                return longest;
            }
        }
        return delay.compareTo(longest) > 0 ? longest : delay;
    }

    /** Whether a mail that waits since some time has waited as long as it may. */
    boolean over(Optional<Instant> since, Clock clock) {
        return atMost.isPresent()
                && since.isPresent()
                && clock.instant().isAfter(since.get().plus(atMost.get()));
    }
}
