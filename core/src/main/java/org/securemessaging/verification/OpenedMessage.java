package org.securemessaging.verification;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.decrypt.EnvelopeFacts;
import org.securemessaging.cms.decrypt.PlainCopy;
import org.securemessaging.mime.Entity;

/**
 * A message with its encrypted and compressed layers opened, as far as they could be. Holds the
 * plaintext until it is closed, and can be used only as long as the message itself is open. For one
 * thread.
 */
public final class OpenedMessage implements Closeable {
    private final VerificationReport report;
    private final List<OpenedEnvelope> envelopes;
    private final Optional<Plain> plain;
    private final Closeable contents;

    /** The message and the entity inside its innermost layer. */
    record Plain(Entity message, Entity inside) {}

    OpenedMessage(
            VerificationReport report,
            List<OpenedEnvelope> envelopes,
            Optional<Plain> plain,
            Closeable contents) {
        this.report = report;
        this.envelopes = List.copyOf(envelopes);
        this.plain = plain;
        this.contents = contents;
    }

    /**
     * What is to be thought of the signatures, those inside among them; each layer is in it, the
     * opened ones with {@code DECRYPTED}, those without a tag with {@code NO_INTEGRITY} too.
     *
     * @return the report
     */
    public VerificationReport report() {
        return report;
    }

    /**
     * The encrypted and compressed layers of the message's envelope. Those below a part of an
     * otherwise clear message are not among them: they are never opened.
     *
     * @return them, outermost first
     */
    public List<OpenedEnvelope> envelopes() {
        return envelopes;
    }

    /**
     * Whether any layer was opened, so that there is a copy.
     *
     * @return true if so
     */
    public boolean opened() {
        return plain.isPresent();
    }

    /**
     * Whether nothing in the envelope stayed closed.
     *
     * @return true also if there was nothing to open
     */
    public boolean complete() {
        return envelopes.stream().allMatch(OpenedEnvelope::opened);
    }

    /**
     * Whether every encrypted layer that was opened had a tag.
     *
     * @return false if someone may have changed what is inside
     */
    public boolean authenticated() {
        return envelopes.stream()
                .filter(OpenedEnvelope::opened)
                .flatMap(envelope -> envelope.facts().stream())
                .allMatch(EnvelopeFacts::authenticated);
    }

    /**
     * The message with what was inside in place of its layers ({@link PlainCopy}): its own header
     * fields, and MIME structure, signature and every octet of what was encrypted.
     *
     * @return a new stream
     * @throws IllegalStateException if nothing was opened
     */
    public InputStream copy() {
        Plain opened = plain.orElseThrow(() -> new IllegalStateException("no layer was opened"));
        return PlainCopy.of(opened.message(), opened.inside());
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }
}
