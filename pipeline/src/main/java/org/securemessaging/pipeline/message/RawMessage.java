package org.securemessaging.pipeline.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.Octets;
import org.securemessaging.mime.SpoolLimits;

/**
 * The message of a mail as octets.
 *
 * <p>What was received is read from James's own copy, not from JavaMail's, and an edited message is
 * put back as one stream of octets: nothing runs {@code saveChanges}, and header fields with 8-bit
 * octets, or without a Message-ID beside them, stay as they are. Heap is bounded, whatever the
 * message's size. Not thread safe, as a mail is not.
 */
public final class RawMessage {
    private final Mail mail;
    private final SpoolLimits spool;

    /**
     * The message of a mail.
     *
     * @param mail the mail
     * @param spool what of a header goes to a file; its maximum size is not looked at
     */
    public RawMessage(Mail mail, SpoolLimits spool) {
        this.mail = mail;
        this.spool =
                new SpoolLimits(spool.memoryThreshold(), Long.MAX_VALUE, spool.temporaryFolder());
    }

    /**
     * The octets: those received, as long as no mailet has changed the message through JavaMail;
     * after a change of the header alone those of the new header and the body as it was received.
     *
     * @return a new buffered stream, to be closed
     * @throws MessagingException if James can't read the message
     */
    public InputStream open() throws MessagingException {
        MimeMessage message = mail.getMessage();
        if (message instanceof MimeMessageWrapper wrapper) {
            return new BufferedInputStream(octets(wrapper));
        }
        return new BufferedInputStream(new MimeMessageInputStream(message));
    }

    /**
     * Reads the header alone.
     *
     * @param <T> the type of what is read
     * @param reader is given the header with the blank line behind it; must not keep it
     * @return what it read
     * @throws MessagingException if James can't read the message
     * @throws IOException if a temporary file can't be used
     */
    public <T> T header(Function<Octets, T> reader) throws MessagingException, IOException {
        try (InputStream message = open();
                MessageBytes header = MessageBytes.read(new HeaderInputStream(message), spool)) {
            return reader.apply(header.octets());
        }
    }

    /**
     * Edits the header, if there is anything to edit.
     *
     * @param plan says what is to be done, given the header with the blank line behind it
     * @return whether the message was replaced
     * @throws MessagingException if James can't read or keep the message; the mail then has the
     *     message it had
     * @throws IOException if a temporary file can't be used; likewise
     */
    public boolean edit(Function<Octets, Optional<HeaderEdit>> plan)
            throws MessagingException, IOException {
        try (InputStream message = open();
                MessageBytes header = MessageBytes.read(new HeaderInputStream(message), spool)) {
            Optional<HeaderEdit> edit = plan.apply(header.octets());
            if (edit.isPresent()) {
                InputStream edited = edit.get().apply(header.octets());
                replace(new CheckedInputStream(new SequenceInputStream(edited, message)));
            }
            return edit.isPresent();
        }
    }

    /**
     * Puts another message in the place of this one.
     *
     * @param message header and body; read to its end, not closed
     * @throws MessagingException if James can't keep it; the mail then has the message it had
     */
    public void replaceWith(InputStream message) throws MessagingException {
        replace(new CheckedInputStream(message));
    }

    private static InputStream octets(MimeMessageWrapper wrapper) throws MessagingException {
        InputStream octets = wrapper.getMessageInputStream();
        boolean headerless =
                wrapper.isHeaderModified()
                        && !wrapper.isBodyModified()
                        && !wrapper.getAllHeaderLines().hasMoreElements();
        // James gives no blank line before the body once the last field was taken out.
        return headerless
                ? new SequenceInputStream(
                        new ByteArrayInputStream("\r\n".getBytes(StandardCharsets.US_ASCII)),
                        octets)
                : octets;
    }

    private void replace(InputStream edited) throws MessagingException {
        MimeMessageInputStreamSource source =
                MimeMessageInputStreamSource.create("MailCopy-" + UUID.randomUUID(), edited);
        if (mail instanceof MailImpl server) {
            // The other way, setMessage, writes the header out once more, in ASCII.
            server.setMessageContent(source);
        } else {
            mail.setMessage(new MimeMessageWrapper(source));
        }
    }
}
