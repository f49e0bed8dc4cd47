package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.time.Instant;
import java.util.List;
import org.securemessaging.cms.message.MessageHeader;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.mime.SpoolOutputStream;
import org.securemessaging.mime.transport.Content;

/**
 * Signs messages (RFC 8551 §3.5).
 *
 * <p>The content is given a form that survives transport, the fields that describe it go inside
 * with it, and every other field stays outside as it is. Content that can't be made 7-bit without
 * harm, such as a signed part with 8-bit text, is signed opaquely whatever was asked for. The
 * signed message is read again and its signature verified before anyone gets it. Heap is bounded,
 * whatever the message's size. Thread safe.
 */
public final class MessageSigner {
    private final SignedDataSigner signer;
    private final MimeLimits limits;
    private final SpoolLimits spool;
    private final SignedMessageCheck check;

    /**
     * A signer.
     *
     * @param signer makes the signatures
     * @param limits bounds on the message's structure
     * @param spool where signed messages lie
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public MessageSigner(
            SignedDataSigner signer, MimeLimits limits, SpoolLimits spool, Provider bouncyCastle) {
        this.signer = signer;
        this.limits = limits;
        this.spool = spool;
        this.check = new SignedMessageCheck(limits, spool, bouncyCastle);
    }

    /**
     * Signs a message.
     *
     * @param message the message, which stays as it is
     * @param identity in whose name
     * @param request how
     * @return the signed message, with CRLF at all line ends; to be closed by the caller
     * @throws SigningException if a key can't be used, or the message's header has lines that other
     *     programs read as something else, so that no signature on it would be believed
     * @throws SigningUnavailableException if a token or the timestamp's authority is away
     * @throws org.securemessaging.mime.MimeLimitException if the message passes the bounds
     * @throws UncheckedIOException if the message, or a temporary file, can't be read or written
     */
    public MessageBytes sign(
            MessageBytes message, SigningIdentity identity, SigningRequest request) {
        try {
            Entity root = new EntityReader(limits).read(message.octets());
            requireOneReading(root);
            MessageHeader header =
                    MessageHeader.of(root.header(), request.at(), request.idDomain());
            SignedEntity entity = entity(root, header, request);
            List<byte[]> outer = header.outer(request.protection());
            try (SpoolOutputStream out = new SpoolOutputStream(spool)) {
                boolean clear = request.form() == SignatureForm.CLEAR && entity.sevenBit();
                CmsSignature signature =
                        clear
                                ? clear(outer, entity.content(), identity, request.at(), out)
                                : opaque(outer, entity.content(), identity, request.at(), out);
                return checked(out.take(), signature.signers());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireOneReading(Entity root) {
        if (!MessageHeader.isPlain(root)) {
            throw new SigningException("the header can be read in other ways: " + root.defects());
        }
    }

    private SignedEntity entity(Entity root, MessageHeader header, SigningRequest request)
            throws IOException {
        SignedEntity entity =
                request.footer().isPresent()
                        ? SignedEntity.of(root, header, limits, request.footer().get())
                        : SignedEntity.of(root, header, limits);
        return entity.guarding(header, request.protection());
    }

    /** The signature stands behind the content, so that one pass digests and writes it. */
    private CmsSignature clear(
            List<byte[]> outer,
            Content content,
            SigningIdentity identity,
            Instant at,
            OutputStream out)
            throws IOException {
        String boundary = Boundary.random();
        write(SignedMessageText.before(outer, signer.micalg(identity), boundary), out);
        CmsSignature signature = signer.sign(content, out, identity, at);
        write(SignedMessageText.behind(signature, boundary), out);
        return signature;
    }

    /** The content's length stands before the content. */
    private CmsSignature opaque(
            List<byte[]> outer,
            Content content,
            SigningIdentity identity,
            Instant at,
            OutputStream out)
            throws IOException {
        CmsSignature signature = signer.sign(content, identity, at);
        write(SignedMessageText.opaque(outer, content, signature), out);
        return signature;
    }

    private static void write(Content text, OutputStream out) throws IOException {
        try (InputStream in = text.open()) {
            in.transferTo(out);
        }
    }

    private MessageBytes checked(MessageBytes signed, int signers) throws IOException {
        try {
            check.check(signed, signers);
            return signed;
        } catch (IOException | RuntimeException | Error e) {
            signed.close();
            throw e;
        }
    }
}
