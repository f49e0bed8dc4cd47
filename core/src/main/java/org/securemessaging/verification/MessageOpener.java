package org.securemessaging.verification;

import java.io.IOException;
import java.util.Optional;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimitException;

/**
 * Opens the layers of messages with keys, and judges the signatures inside.
 *
 * <p>Only the envelope is opened (RFC 9787 §4): layer in layer, from the message itself inwards. An
 * encrypted part beside others stays as it is, since what is around it may have been put there to
 * carry its plaintext away (EFAIL). Thread safe. Heap is bounded, whatever the message's size.
 */
public final class MessageOpener {
    private final MessageVerifier verifier;
    private final EnvelopeDecryptor decryptor;
    private final VerificationSettings settings;
    private final OpeningLimits limits;

    /**
     * An opener.
     *
     * @param verifier judges the signatures
     * @param decryptor decrypts
     * @param settings the verifier's settings
     * @param limits what the layers of one message may cost
     */
    public MessageOpener(
            MessageVerifier verifier,
            EnvelopeDecryptor decryptor,
            VerificationSettings settings,
            OpeningLimits limits) {
        this.verifier = verifier;
        this.decryptor = decryptor;
        this.settings = settings;
        this.limits = limits;
    }

    /**
     * Opens a message.
     *
     * @param message the octets that arrived; must stay open as long as the result is used
     * @param request the circumstances under which signatures are judged
     * @param keys with these keys
     * @return what was found, to be closed by the caller
     * @throws org.securemessaging.cms.decrypt.KeyUnavailableException if a layer was not opened,
     *     and a key that might open it can't be had now
     * @throws java.io.UncheckedIOException if the message, or a temporary file, can't be read or
     *     written
     * @throws IOException likewise
     */
    public OpenedMessage open(MessageBytes message, VerificationRequest request, KeyRing keys)
            throws IOException {
        KeyedUnsealer unsealer = new KeyedUnsealer(decryptor, keys, settings.spool(), limits);
        try {
            VerificationReport report = verifier.verify(message, request, unsealer);
            return opened(message, report, unsealer);
        } catch (RuntimeException | Error e) {
            unsealer.close();
            throw e;
        }
    }

    private OpenedMessage opened(
            MessageBytes message, VerificationReport report, KeyedUnsealer unsealer) {
        Optional<OpenedMessage.Plain> plain =
                unsealer.innermost().flatMap(content -> plain(message, content));
        return new OpenedMessage(report, unsealer.envelopes(), plain, unsealer);
    }

    /** Empty if its structure is beyond the limits, which the report says then. */
    private Optional<OpenedMessage.Plain> plain(MessageBytes message, MessageBytes content) {
        EntityReader reader = new EntityReader(settings.mime());
        try {
            return Optional.of(
                    new OpenedMessage.Plain(
                            reader.read(message.octets()), reader.read(content.octets())));
        } catch (MimeLimitException e) {
            return Optional.empty();
        }
    }
}
