package org.securemessaging.mailets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.message.WaitingMarks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets mails wait in James's spool queue, later and later. Thread safe. */
final class WaitingRoom {
    private static final Logger LOGGER = LoggerFactory.getLogger(WaitingRoom.class);
    // Of a queue that knows no delay, a mail comes back at once, again and again.
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final WaitingPlan plan;
    private final WaitingMarks marks;
    private final SpoolQueue spool;
    private final Clock clock;

    WaitingRoom(WaitingPlan plan, WaitingMarks marks, SpoolQueue spool, Clock clock) {
        this.plan = plan;
        this.marks = marks;
        this.spool = spool;
        this.clock = clock;
    }

    /** Whether a mail has come back before its time; the queue's clock may be a little fast. */
    boolean isTooEarly(Mail mail) {
        return marks.next(mail)
                .filter(next -> clock.instant().plus(BREATH).isBefore(next))
                .isPresent();
    }

    /** Whether a mail has waited as long as it may. */
    boolean isOver(Mail mail) {
        return plan.over(marks.since(mail), clock);
    }

    /** Sends a mail back that came too early, after a breath, so that it does not go in circles. */
    void sendBack(Mail mail) throws MessagingException, InterruptedException {
        Thread.sleep(BREATH.toMillis());
        Instant next = marks.next(mail).orElse(clock.instant());
        Duration left = Duration.between(clock.instant(), next);
        spool.putBack(mail, left.isNegative() ? Duration.ZERO : left);
    }

    /** Lets a mail wait; why is for the log. */
    void admit(Mail mail, String why) throws MessagingException {
        Duration delay = plan.after(marks.attempts(mail) + 1);
        Instant now = clock.instant();
        marks.waiting(mail, now, now.plus(delay));
        LOGGER.warn(
                "Mail {} waits {} (attempt {}): {}",
                mail.getName(),
                delay,
                marks.attempts(mail),
                why);
        spool.putBack(mail, delay);
    }
}
