package org.securemessaging.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.message.RawMessage;

/**
 * Splits a mail into parts with messages of their own. All messages are ready before the first part
 * goes; parts go back to the spool queue, to the processor that the mail is in; the last stays in
 * the mail itself. If the queue takes no more, the mail keeps the recipients of the parts that are
 * left, and its own message. Thread safe.
 */
final class MailParts {
    private final SpoolQueue spool;
    private final SpoolLimits limits;

    MailParts(SpoolQueue spool, SpoolLimits limits) {
        this.spool = spool;
        this.limits = limits;
    }

    /**
     * A part.
     *
     * @param recipients who get it
     * @param message what they get; closed by whoever made it
     * @param clear whether they get it in clear, by decision
     */
    record Part(List<MailAddress> recipients, MessageBytes message, boolean clear) {
        Part {
            recipients = List.copyOf(recipients);
        }
    }

    /** Sends all parts on their way; the last one is the mail itself. */
    void split(Mail mail, List<Part> parts) throws MessagingException, IOException {
        for (int i = 0; i < parts.size() - 1; i++) {
            send(mail, parts.get(i), i);
            leave(mail, parts.get(i).recipients());
        }
        Part last = parts.get(parts.size() - 1);
        become(mail, last);
    }

    /** Sends all parts on their way; the mail keeps those who are in none. */
    void sendAll(Mail mail, List<Part> parts) throws MessagingException, IOException {
        for (int i = 0; i < parts.size(); i++) {
            send(mail, parts.get(i), i);
            leave(mail, parts.get(i).recipients());
        }
    }

    private void send(Mail mail, Part part, int number) throws MessagingException, IOException {
        MailImpl split = MailImpl.duplicateWithoutMessage(mail).build();
        try {
            // A name of its own, and the same one if the mail comes again after a crash.
            split.setName(mail.getName() + "-e" + number);
            split.setState(mail.getState());
            become(split, part);
            spool.add(split);
        } finally {
            LifecycleUtil.dispose(split);
        }
    }

    private void become(Mail mail, Part part) throws MessagingException, IOException {
        try (InputStream in = part.message().octets().open()) {
            new RawMessage(mail, limits).replaceWith(in);
        }
        mail.setRecipients(part.recipients());
        if (part.clear()) {
            EncryptionMarks.clear(mail, part.recipients());
        } else {
            EncryptionMarks.encrypted(mail, part.recipients());
        }
        EncryptionMarks.WAITING.over(mail);
    }

    private static void leave(Mail mail, Collection<MailAddress> gone) {
        Set<MailAddress> leaving = new HashSet<>(gone);
        List<MailAddress> left = new ArrayList<>(mail.getRecipients());
        left.removeIf(leaving::contains);
        mail.setRecipients(left);
    }
}
