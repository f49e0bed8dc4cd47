package org.securemessaging.mailets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mailet.Mail;
import org.securemessaging.pipeline.archive.ArchiveAttributes;

/**
 * When a mail that waits is tried again: twice as late each time. Immutable and thread safe.
 *
 * @param first the first delay
 * @param longest the longest delay
 * @param atMost how long a mail waits in all; empty for as long as it takes
 */
record WaitingPlan(Duration first, Duration longest, Optional<Duration> atMost) {
    // Above it a delay is at its longest, whatever the first one was.
    private static final int DOUBLINGS = 30;

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

    /** Whether a mail has waited as long as it may. */
    boolean over(Mail mail, Clock clock) {
        Optional<Instant> since = ArchiveAttributes.time(mail, ArchiveAttributes.SINCE);
        return atMost.isPresent()
                && since.isPresent()
                && clock.instant().isAfter(since.get().plus(atMost.get()));
    }
}
