package org.securemessaging.pipeline.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.securemessaging.mime.MessageBytes;

/** What came of opening a message. */
public sealed interface OpenedMessage extends Closeable {
    /** Nothing of it is encrypted. */
    record Clear() implements OpenedMessage {}

    /**
     * It was decrypted.
     *
     * @param copy the message as it is without encryption; closed with this
     * @param layers the layers that were taken off, outermost first
     */
    record Decrypted(MessageBytes copy, List<DecryptedLayer> layers) implements OpenedMessage {
        /** Copies the list. */
        public Decrypted {
            layers = List.copyOf(layers);
        }

        @Override
        public void close() throws IOException {
            copy.close();
        }
    }

    /**
     * It is encrypted and could not be decrypted.
     *
     * @param reason a word for why, such as {@code no-key}
     */
    record Sealed(String reason) implements OpenedMessage {}

    /**
     * One layer that was taken off.
     *
     * @param type such as {@code enveloped-data}
     * @param algorithm how its content was encrypted
     * @param key the certificate of the key that decrypted it, by its SHA-256 thumbprint, or
     *     another name of the key
     */
    record DecryptedLayer(String type, String algorithm, String key) {}

    /** Lets go of the copy, if there is one. */
    @Override
    default void close() throws IOException {}
}
