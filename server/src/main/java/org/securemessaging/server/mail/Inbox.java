package org.securemessaging.server.mail;

import com.sun.mail.iap.ConnectionException;
import com.sun.mail.imap.IMAPMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.mail.Flags;
import javax.mail.Folder;
import javax.mail.FolderClosedException;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.StoreClosedException;

/**
 * Reads an account's inbox over IMAP, as raw octets and without marking anything as seen.
 *
 * <p>As mail programs do, it logs in anew when an answer does not come: James 3.8.1 now and then
 * leaves a FETCH unanswered until it drops the connection half an hour later.
 */
public final class Inbox implements AutoCloseable {
    private static final int TRIES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Store store;

    private Inbox(Store store) {
        this.store = store;
    }

    /**
     * Logs in.
     *
     * @param port the IMAP port on the loopback address
     * @param user the account
     * @param password its password
     * @return the inbox
     * @throws MailboxException if the server refuses
     */
    public static Inbox open(int port, String user, String password) {
        return open(port, user, password, PATIENCE);
    }

    static Inbox open(int port, String user, String password, Duration wait) {
        Properties settings = new Properties();
        settings.setProperty("mail.imap.peek", "true");
        // In one piece: otherwise the octets are put together from ranges.
        settings.setProperty("mail.imap.partialfetch", "false");
        String patience = Long.toString(wait.toMillis());
        settings.setProperty("mail.imap.timeout", patience);
        settings.setProperty("mail.imap.connectiontimeout", patience);
        try {
            Store store = Session.getInstance(settings).getStore("imap");
            store.connect("127.0.0.1", port, user, password);
            return new Inbox(store);
        } catch (MessagingException e) {
            throw new MailboxException("Can't open the inbox of " + user, e);
        }
    }

    /**
     * How many messages there are now.
     *
     * @return the number
     */
    public int size() {
        return inFolder(Folder::getMessageCount);
    }

    /**
     * The messages from a place on.
     *
     * @param first the number of the first one wanted, from 1
     * @return their octets, in the order of arrival
     */
    public List<byte[]> messages(int first) {
        return inFolder(
                folder -> {
                    int last = folder.getMessageCount();
                    List<byte[]> messages = new ArrayList<>();
                    for (int number = first; number <= last; number++) {
                        messages.add(octets(folder.getMessage(number)));
                    }
                    return messages;
                });
    }

    /** Deletes every message. */
    public void clear() {
        inFolder(
                folder -> {
                    folder.setFlags(folder.getMessages(), new Flags(Flags.Flag.DELETED), true);
                    return folder.expunge().length;
                });
    }

    private static byte[] octets(Message message) throws MessagingException {
        try (InputStream in = ((IMAPMessage) message).getMimeStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T inFolder(FolderAction<T> action) {
        MessagingException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                return once(action);
            } catch (MessagingException e) {
                if (!unanswered(e)) {
                    throw new MailboxException("Can't read the inbox", e);
                }
                last = e;
            }
        }
        throw new MailboxException("The server did not answer " + TRIES + " times", last);
    }

    private static boolean unanswered(MessagingException e) {
        return e instanceof FolderClosedException
                || e instanceof StoreClosedException
                || e.getCause() instanceof ConnectionException
                || e.getCause() instanceof IOException;
    }

    private <T> T once(FolderAction<T> action) throws MessagingException {
        if (!store.isConnected()) {
            store.connect();
        }
        Folder folder = store.getFolder("INBOX");
        folder.open(Folder.READ_WRITE);
        try {
            return action.apply(folder);
        } finally {
            if (folder.isOpen()) {
                folder.close(true);
            }
        }
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (MessagingException e) {
            throw new MailboxException("The IMAP connection did not close", e);
        }
    }

    @FunctionalInterface
    private interface FolderAction<T> {
        T apply(Folder folder) throws MessagingException;
    }
}
