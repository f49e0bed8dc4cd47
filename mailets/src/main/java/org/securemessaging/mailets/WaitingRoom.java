package org.securemessaging.mailets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.securemessaging.pipeline.archive.ArchiveAttributes;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets mails wait in James's spool queue, later and later. Thread safe. */
final class WaitingRoom {
    private static final Logger LOGGER = LoggerFactory.getLogger(WaitingRoom.class);
    // Of a queue that knows no delay, a mail comes back at once, again and again.
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final WaitingPlan plan;
    private final SpoolQueue spool;
    private final Clock clock;

    WaitingRoom(WaitingPlan plan, SpoolQueue spool, Clock clock) {
        this.plan = plan;
        this.spool = spool;
        this.clock = clock;
    }

    /** Whether a mail has come back before its time; the queue's clock may be a little fast. */
    boolean isTooEarly(Mail mail) {
        return ArchiveAttributes.time(mail, ArchiveAttributes.NEXT)
                .filter(next -> clock.instant().plus(BREATH).isBefore(next))
                .isPresent();
    }

    /** Whether a mail has waited as long as it may. */
    boolean isOver(Mail mail) {
        return plan.over(mail, clock);
    }

    /** Sends a mail back that came too early, after a breath, so that it does not go in circles. */
    void sendBack(Mail mail) throws MessagingException, InterruptedException {
        Thread.sleep(BREATH.toMillis());
        Instant next = ArchiveAttributes.time(mail, ArchiveAttributes.NEXT).orElse(clock.instant());
        Duration left = Duration.between(clock.instant(), next);
        spool.putBack(mail, left.isNegative() ? Duration.ZERO : left);
    }

    /** Lets a mail wait that could not be archived. */
    void admit(Mail mail, ArchiveAttempt attempt) throws MessagingException {
        int attempts = ArchiveAttributes.attempts(mail) + 1;
        Duration delay = plan.after(attempts);
        Instant now = clock.instant();
        LOGGER.warn(
                "Mail {} waits {} since it can't be archived (attempt {}): {}",
                mail.getName(),
                delay,
                attempts,
                attempt.problems());
        attempt.key().ifPresent(key -> ArchiveAttributes.pending(mail, key, attempt.filed()));
        Instant since = ArchiveAttributes.time(mail, ArchiveAttributes.SINCE).orElse(now);
        ArchiveAttributes.waiting(mail, since, now.plus(delay), attempts);
        spool.putBack(mail, delay);
    }
}
