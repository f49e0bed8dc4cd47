package org.securemessaging.pipeline.message;

import java.time.Instant;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What a mail carries along while it waits for something: since when, until when, and how often it
 * was tried. Queues and repositories keep it. Immutable and thread safe.
 */
public final class WaitingMarks {
    private final AttributeName since;
    private final AttributeName next;
    private final AttributeName attempts;

    /**
     * The marks of one kind of waiting.
     *
     * @param prefix what the names of the attributes start with
     */
    public WaitingMarks(String prefix) {
        this.since = AttributeName.of(prefix + "waiting-since");
        this.next = AttributeName.of(prefix + "next-attempt");
        this.attempts = AttributeName.of(prefix + "attempts");
    }

    /**
     * Notes that a mail waits.
     *
     * @param mail the mail
     * @param start since when, unless it waits already
     * @param end when it is to be tried again
     */
    public void waiting(Mail mail, Instant start, Instant end) {
        long beginning = since(mail).orElse(start).toEpochMilli();
        int tried = attempts(mail) + 1;
        mail.setAttribute(new Attribute(since, AttributeValue.of(beginning)));
        mail.setAttribute(new Attribute(next, AttributeValue.of(end.toEpochMilli())));
        mail.setAttribute(new Attribute(attempts, AttributeValue.of(tried)));
    }

    /**
     * Since when a mail waits.
     *
     * @param mail the mail
     * @return empty if it does not
     */
    public Optional<Instant> since(Mail mail) {
        return value(mail, since, Long.class).map(Instant::ofEpochMilli);
    }

    /**
     * When a mail is to be tried again.
     *
     * @param mail the mail
     * @return empty if it does not wait
     */
    public Optional<Instant> next(Mail mail) {
        return value(mail, next, Long.class).map(Instant::ofEpochMilli);
    }

    /**
     * How often a mail was tried.
     *
     * @param mail the mail
     * @return 0 if it did not wait yet
     */
    public int attempts(Mail mail) {
        return value(mail, attempts, Integer.class).orElse(0);
    }

    /**
     * Notes that a mail does not wait any more.
     *
     * @param mail the mail
     */
    public void over(Mail mail) {
        mail.removeAttribute(since);
        mail.removeAttribute(next);
        mail.removeAttribute(attempts);
    }

    private static <T> Optional<T> value(Mail mail, AttributeName name, Class<T> type) {
        return mail.getAttribute(name)
                .map(attribute -> attribute.getValue().value())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
