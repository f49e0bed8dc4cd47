package org.securemessaging.matchers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.Octets;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.message.RawMessage;

/**
 * Looks for CMS layers in a message, without verifying anything: in the message itself and in its
 * MIME parts, but neither inside of other layers' CMS structures nor in attached messages. A
 * message that is neither a multipart nor S/MIME costs no more than its header. Thread safe.
 */
final class LayerSearch {
    private final SpoolLimits spool;

    /**
     * Searches within bounds.
     *
     * @param spool how much of a message is kept where
     */
    LayerSearch(SpoolLimits spool) {
        this.spool = spool;
    }

    /** Whether the message, or a part of it, carries a layer of the kind asked for. */
    boolean any(Mail mail, Predicate<LayerCarrier> wanted) throws MessagingException, IOException {
        RawMessage raw = new RawMessage(mail, spool);
        AtomicBoolean possible = new AtomicBoolean();
        raw.edit(
                header -> {
                    possible.set(mayCarry(header));
                    return Optional.empty();
                });
        if (!possible.get()) {
            return false;
        }
        try (InputStream in = raw.open();
                MessageBytes message = MessageBytes.read(in, spool)) {
            return any(new EntityReader(MimeLimits.DEFAULT).read(message.octets()), wanted);
        } catch (MimeLimitException | MessageTooLargeException e) {
            return false; // SMIMEVerify says limit-exceeded of such a message.
        }
    }

    /** Whether an opaque layer hides its content. */
    static boolean encrypted(LayerCarrier carrier) {
        return carrier instanceof LayerCarrier.Opaque opaque && type(opaque).encrypted();
    }

    /** Whether a layer is a signature; certificates sent alone are none. */
    static boolean signed(LayerCarrier carrier) {
        return switch (Kind.of(carrier)) {
            case SIGNED_MULTIPART -> true;
            case STRUCTURE -> signed((LayerCarrier.Opaque) carrier);
            case PLAIN -> false;
        };
    }

    private static boolean signed(LayerCarrier.Opaque opaque) {
        return type(opaque) == CmsType.SIGNED_DATA
                && opaque.smimeType().filter("certs-only"::equals).isEmpty();
    }

    private static boolean mayCarry(Octets header) {
        try {
            Entity head = new EntityReader(MimeLimits.DEFAULT).read(header);
            return head.contentType().isMultipart() || Kind.of(LayerCarrier.of(head)) != Kind.PLAIN;
        } catch (MimeLimitException e) {
            return false;
        }
    }

    private static boolean any(Entity message, Predicate<LayerCarrier> wanted) {
        Deque<Entity> left = new ArrayDeque<>();
        left.push(message);
        while (!left.isEmpty()) {
            Entity entity = left.pop();
            if (wanted.test(LayerCarrier.of(entity))) {
                return true;
            }
            entity.parts().forEach(left::push);
        }
        return false;
    }

    private static CmsType type(LayerCarrier.Opaque opaque) {
        try {
            return opaque.type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ways to carry a layer that matter here. */
    private enum Kind {
        SIGNED_MULTIPART,
        STRUCTURE,
        PLAIN;

        static Kind of(LayerCarrier carrier) {
            if (carrier instanceof LayerCarrier.Opaque) {
                return STRUCTURE;
            }
            return carrier instanceof LayerCarrier.Plain ? PLAIN : SIGNED_MULTIPART;
        }
    }
}
