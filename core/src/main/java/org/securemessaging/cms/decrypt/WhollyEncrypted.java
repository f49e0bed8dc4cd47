package org.securemessaging.cms.decrypt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import org.securemessaging.cms.BerReader;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsLimitException;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.KnownPreamble;
import org.securemessaging.mime.MalformedEncodingException;

/**
 * Whether a message holds an S/MIME envelope, perhaps inside clear signatures, and nothing else but
 * its header: by its octets, and not by its labels.
 *
 * <p>Guarantee: nothing that a program shows without a key stands in it beside the header. No
 * guarantee: that the envelope's content was encrypted at all, or to whom: that only the holder of
 * a named key can tell. Thread safe.
 */
public final class WhollyEncrypted {
    private final EnvelopeFrame frame;

    /**
     * A judge.
     *
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public WhollyEncrypted(Provider bouncyCastle) {
        this.frame = new EnvelopeFrame(new ContentDecryptions(bouncyCastle));
    }

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return true if it may be said to be encrypted
     * @throws IOException if it can't be read
     */
    public boolean holds(Entity message) throws IOException {
        Entity entity = message;
        LayerCarrier carrier = LayerCarrier.of(entity);
        while (carrier instanceof LayerCarrier.ClearSigned signed) {
            // One step for each multipart, whose depth the limits bound.
            if (!KnownPreamble.onlyParts(entity) || !isDetached(signed.signature())) {
                return false;
            }
            entity = signed.content();
            carrier = LayerCarrier.of(entity);
        }
        return carrier instanceof LayerCarrier.Opaque
                && entity.defects().isEmpty()
                && keeps(entity, frame::read);
    }

    private static boolean isDetached(Entity signature) throws IOException {
        return signature.defects().isEmpty() && keeps(signature, WhollyEncrypted::detached);
    }

    /** Reads a structure; throws if it is not as it should be. */
    private interface Reading {
        void read(BerReader reader) throws IOException;
    }

    /** Whether a body is one structure to its last octet. */
    private static boolean keeps(Entity entity, Reading reading) throws IOException {
        try (InputStream in = new BufferedInputStream(entity.strictlyDecodedBody())) {
            reading.read(new BerReader(in));
            return in.read() < 0;
        } catch (CmsFormatException | CmsLimitException | MalformedEncodingException e) {
            return false;
        }
    }

    /** A SignedData (RFC 5652 §5.1) without content of its own. */
    private static void detached(BerReader reader) throws IOException {
        reader.enter(BerReader.SEQUENCE);
        if (CmsType.of(reader.objectIdentifier()) != CmsType.SIGNED_DATA) {
            throw new CmsFormatException("no signed data");
        }
        reader.enter(BerReader.CONTEXT_0);
        reader.enter(BerReader.SEQUENCE);
        reader.element(EnvelopeFrame.SMALL, "version");
        reader.element(EnvelopeFrame.SIGNATURE, "digestAlgorithms");
        reader.enter(BerReader.SEQUENCE);
        reader.objectIdentifier();
        reader.leave();
        while (reader.next() != BerReader.END) {
            reader.element(EnvelopeFrame.SIGNATURE, "certificates or signatures");
        }
        reader.leave();
        reader.leave();
        reader.leave();
    }
}
