package org.securemessaging.mailets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets mails wait in James's spool queue, later and later, whose keys can't be had now. They come
 * back to the start of the processor that they were in. Thread safe.
 */
final class KeyWait {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeyWait.class);

    /** Since when the mail waits, milliseconds since 1970. */
    private static final AttributeName SINCE = name("waiting-since");

    /** When it is to be tried again, milliseconds since 1970. */
    private static final AttributeName NEXT = name("next-attempt");

    /** How often it was tried, a number. */
    private static final AttributeName ATTEMPTS = name("attempts");

    // Of a queue that knows no delay, a mail comes back at once, again and again.
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final WaitingPlan plan;
    private final SpoolQueue spool;
    private final Clock clock;

    KeyWait(WaitingPlan plan, SpoolQueue spool, Clock clock) {
        this.plan = plan;
        this.spool = spool;
        this.clock = clock;
    }

    /** Whether a mail has come back before its time; the queue's clock may be a little fast. */
    boolean isTooEarly(Mail mail) {
        return time(mail, NEXT)
                .filter(next -> clock.instant().plus(BREATH).isBefore(next))
                .isPresent();
    }

    /** Whether a mail has waited as long as it may. */
    boolean isOver(Mail mail) {
        Optional<Instant> since = time(mail, SINCE);
        return plan.atMost().isPresent()
                && since.isPresent()
                && clock.instant().isAfter(since.get().plus(plan.atMost().get()));
    }

    /** Sends a mail back that came too early, after a breath, so that it does not go in circles. */
    void sendBack(Mail mail) throws MessagingException, InterruptedException {
        Thread.sleep(BREATH.toMillis());
        Instant now = clock.instant();
        Duration left = Duration.between(now, time(mail, NEXT).orElse(now));
        spool.putBack(mail, left.isNegative() ? Duration.ZERO : left);
    }

    /** Lets a mail wait. */
    void admit(Mail mail) throws MessagingException {
        int attempts = number(mail, ATTEMPTS).map(Long::intValue).orElse(0) + 1;
        Duration delay = plan.after(attempts);
        Instant now = clock.instant();
        Instant since = time(mail, SINCE).orElse(now);
        set(mail, SINCE, since.toEpochMilli());
        set(mail, NEXT, now.plus(delay).toEpochMilli());
        set(mail, ATTEMPTS, attempts);
        LOGGER.warn(
                "Mail {} waits {} for its key (attempt {}, since {})",
                mail.getName(),
                delay,
                attempts,
                since);
        spool.putBack(mail, delay);
    }

    /** Forgets that a mail waited. */
    void over(Mail mail) {
        mail.removeAttribute(SINCE);
        mail.removeAttribute(NEXT);
        mail.removeAttribute(ATTEMPTS);
    }

    private static Optional<Instant> time(Mail mail, AttributeName name) {
        return number(mail, name).map(Instant::ofEpochMilli);
    }

    private static Optional<Long> number(Mail mail, AttributeName name) {
        return mail.getAttribute(name)
                .map(attribute -> attribute.getValue().value())
                .filter(Long.class::isInstance)
                .map(Long.class::cast);
    }

    private static void set(Mail mail, AttributeName name, long value) {
        mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
    }

    private static AttributeName name(String name) {
        return AttributeName.of("org.securemessaging.decrypt." + name);
    }
}
