package org.securemessaging.pipeline.archive;

import com.google.inject.Inject;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Mail;

/**
 * James's spool queue, where mails wait. Not {@code MailetContext.sendMail}: that would mark a mail
 * as sent by the server itself, which may be relayed anywhere. Thread safe; to be closed.
 */
public final class SpoolQueue implements Closeable {
    private final MailQueueFactory<?> queues;
    private volatile MailQueue spool;

    /**
     * Takes James's queues.
     *
     * @param queues the queues
     */
    @Inject
    public SpoolQueue(MailQueueFactory<?> queues) {
        this.queues = queues;
    }

    /**
     * Puts a mail back, to come again, and ends its present way. A queue may ignore the delay.
     *
     * @param mail the mail, with the state in which it is to come again
     * @param delay after which time
     * @throws MessagingException if the queue did not take it; the mail is then as it was
     */
    public void putBack(Mail mail, Duration delay) throws MessagingException {
        queue().enQueue(mail, delay);
        mail.setState(Mail.GHOST);
    }

    /**
     * Takes another mail in, to be worked on at once.
     *
     * @param mail the mail, with the state it is to come with; the queue keeps a copy
     * @throws MessagingException if the queue did not take it
     */
    public void add(Mail mail) throws MessagingException {
        queue().enQueue(mail);
    }

    @Override
    public synchronized void close() throws IOException {
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }

    private MailQueue queue() {
        MailQueue known = spool;
        return known == null ? open() : known;
    }

    private synchronized MailQueue open() {
        if (spool == null) {
            spool = queues.createQueue(MailQueueFactory.SPOOL);
        }
        return spool;
    }
}
