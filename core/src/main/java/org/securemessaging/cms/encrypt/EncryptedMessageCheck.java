package org.securemessaging.cms.encrypt;

import java.io.IOException;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.TransferEncoding;
import org.securemessaging.mime.transport.TransportForm;

/**
 * Reads a message that was just encrypted as its recipients' programs will, before it takes the
 * author's place. Thread safe.
 */
final class EncryptedMessageCheck {
    private final EntityReader reader;

    EncryptedMessageCheck(MimeLimits limits) {
        this.reader = new EntityReader(limits);
    }

    /**
     * Checks.
     *
     * @throws IllegalStateException if anything is wrong, which is a fault of this program
     * @throws IOException if the message can't be read
     */
    void check(MessageBytes message, CmsType structure) throws IOException {
        Entity root = reader.read(message.octets());
        require(root.header().first("Message-ID").isPresent(), "there is no Message-ID");
        require(root.header().first("Date").isPresent(), "there is no Date");
        require(
                root.transferEncoding() == TransferEncoding.BASE64,
                "the message's transfer encoding is " + root.transferEncoding());
        require(TransportForm.isSevenBit(root.body()), "the body is not 7-bit");
        require(
                LayerCarrier.of(root) instanceof LayerCarrier.Opaque opaque
                        && opaque.type() == structure,
                "it is no " + structure);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalStateException("a message encrypted here is not sound: " + complaint);
        }
    }
}
