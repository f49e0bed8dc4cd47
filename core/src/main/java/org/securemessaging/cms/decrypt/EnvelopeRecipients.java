package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.Entity;

/**
 * Whom a message is encrypted for, without opening it: those of its outermost encrypted layer,
 * which may lie inside {@code multipart/signed}. Thread safe.
 */
public final class EnvelopeRecipients {
    private final EnvelopeDecryptor decryptor =
            new EnvelopeDecryptor(DecryptionPolicy.permissive(), new BouncyCastleProvider());

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return the recipients; none if its envelope is not encrypted, or can't be read
     * @throws IOException if the message can't be read
     */
    public List<RecipientId> of(Entity message) throws IOException {
        Entity entity = message;
        LayerCarrier carrier = LayerCarrier.of(entity);
        while (carrier instanceof LayerCarrier.ClearSigned signed) {
            // One step for each multipart, whose depth the limits on MIME bound.
            entity = signed.content();
            carrier = LayerCarrier.of(entity);
        }
        if (carrier instanceof LayerCarrier.Opaque opaque && opaque.type().encrypted()) {
            return decryptor.recipients(() -> opaque.entity().decodedBody());
        }
        return List.of();
    }
}
