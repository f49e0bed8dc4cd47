package org.securemessaging.pipeline.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import javax.mail.Address;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveTarget;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordContent;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.pipeline.configuration.JournalServer;

/**
 * Sends records to a journal address. One counts as filed once the server has taken it; if the
 * connection breaks before its answer comes, it is sent again, with the same Message-ID. Thread
 * safe.
 */
final class SmtpTarget implements ArchiveTarget {
    // More large CRLs than a server meets between two restarts; each is sent again after one.
    private static final int REMEMBERED = 1000;

    private final JournalServer server;
    private final Session session;
    private final Cache<RecordKey, Boolean> sent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    SmtpTarget(JournalServer server) {
        this.server = server;
        this.session = Session.getInstance(properties(server));
    }

    @Override
    public String name() {
        return "journal address " + server.address();
    }

    @Override
    public void file(ArchiveRecord record) {
        if (record.kind() != RecordKind.STATUS) {
            send(record);
        } else if (sent.getIfPresent(record.key()) == null) {
            send(record);
            sent.put(record.key(), true);
        }
    }

    private void send(ArchiveRecord record) {
        try (Transport transport =
                session.getTransport(
                        server.security() == JournalServer.Security.TLS ? "smtps" : "smtp")) {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().orElse(null),
                    server.password().orElse(null));
            Carriage carriage = offers8BitMime(transport) ? Carriage.EIGHT_BIT : Carriage.SEVEN_BIT;
            transport.sendMessage(
                    new WrittenMessage(session, record.content(), carriage),
                    new Address[] {new InternetAddress(server.address())});
        } catch (MessagingException e) {
            throw new ArchiveUnavailableException(name() + ": " + reason(e), e);
        }
    }

    /** JavaMail says what it could not do; why is in the exception behind it. */
    private static String reason(MessagingException e) {
        Exception behind = e.getNextException();
        return behind == null ? e.getMessage() : e.getMessage() + " (" + behind.getMessage() + ")";
    }

    private static Properties properties(JournalServer server) {
        Properties properties = new Properties();
        for (String protocol : new String[] {"smtp", "smtps"}) {
            String mail = "mail." + protocol + ".";
            String patience = Long.toString(server.timeout().toMillis());
            properties.setProperty(mail + "connectiontimeout", patience);
            properties.setProperty(mail + "timeout", patience);
            properties.setProperty(mail + "writetimeout", patience);
            // Nobody answers: a report that comes back must not be reported in turn.
            properties.setProperty(mail + "from", "<>");
            properties.setProperty(mail + "ssl.checkserveridentity", "true");
            properties.setProperty(mail + "auth", Boolean.toString(server.user().isPresent()));
            properties.setProperty(
                    mail + "starttls.required",
                    Boolean.toString(server.security() == JournalServer.Security.STARTTLS));
            properties.setProperty(
                    mail + "starttls.enable",
                    Boolean.toString(server.security() == JournalServer.Security.STARTTLS));
        }
        return properties;
    }

    /** The class behind it has another name in James 3.9; the method is the same. */
    private static boolean offers8BitMime(Transport transport) {
        try {
            return (boolean)
                    transport
                            .getClass()
                            .getMethod("supportsExtension", String.class)
                            .invoke(transport, "8BITMIME");
        } catch (ReflectiveOperationException e) {
            return false; // Then ASCII is right everywhere.
        }
    }

    /** A message that is nothing but octets. */
    private static final class WrittenMessage extends MimeMessage {
        private final RecordContent record;
        private final Carriage carriage;

        WrittenMessage(Session session, RecordContent record, Carriage carriage) {
            super(session);
            this.record = record;
            this.carriage = carriage;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException {
            record.writeTo(out, carriage);
        }
    }
}
