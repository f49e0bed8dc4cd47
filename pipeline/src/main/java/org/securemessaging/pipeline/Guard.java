package org.securemessaging.pipeline;

import java.util.Optional;
import java.util.concurrent.Callable;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands around every {@code service} and {@code match}, so that no mail stops the server and
 * nothing of our inside gets out.
 *
 * <p>James copies an exception's text and stack trace into bounces: so the details go to the log,
 * and what is thrown says only whose work failed. James 3.8.1 loses a spooler thread for good by an
 * error that is no exception: so errors that concern this mail alone are caught too. Thread safe.
 */
public final class Guard {
    private static final Logger LOGGER = LoggerFactory.getLogger(Guard.class);

    private final String name;

    /**
     * A guard.
     *
     * @param name whose work it is, as administrators know it
     */
    public Guard(String name) {
        this.name = name;
    }

    /** Some work with a mail. */
    @FunctionalInterface
    public interface MailWork {
        /**
         * Does it.
         *
         * @throws Exception if it can't
         */
        void run() throws Exception;
    }

    /**
     * Does some work whose failure there is another way for.
     *
     * @param <T> the type of what it gives
     * @param mail the mail, for the log
     * @param work the work
     * @return what it gives, or empty if it failed
     */
    public <T> Optional<T> attempt(Mail mail, Callable<T> work) {
        try {
            return Optional.of(work.call());
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The two last end with the stack that caused them; the next mail is better served.
            LOGGER.error("{} failed on mail {}", name, mail.getName(), e);
            return Optional.empty();
        }
    }

    /**
     * Does some work that the mail must not go on without.
     *
     * @param <T> the type of what it gives
     * @param mail the mail, for the log
     * @param work the work
     * @return what it gives
     * @throws MessagingException if it failed; with a neutral text, and without a cause
     */
    public <T> T require(Mail mail, Callable<T> work) throws MessagingException {
        return attempt(mail, work)
                .orElseThrow(() -> new MessagingException(name + " could not handle this mail"));
    }

    /**
     * Does some work that the mail must not go on without, and that gives nothing.
     *
     * @param mail the mail, for the log
     * @param work the work
     * @throws MessagingException if it failed; with a neutral text, and without a cause
     */
    public void requireDone(Mail mail, MailWork work) throws MessagingException {
        require(
                mail,
                () -> {
                    work.run();
                    return true;
                });
    }
}
