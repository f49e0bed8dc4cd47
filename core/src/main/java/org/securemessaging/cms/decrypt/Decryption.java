package org.securemessaging.cms.decrypt;

import java.io.Closeable;
import java.io.IOException;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.Finding;

/** What came of the attempt to open an encrypted layer. */
public sealed interface Decryption {
    /**
     * What the layer says of itself.
     *
     * @return the facts
     */
    EnvelopeFacts facts();

    /**
     * It was opened. To be closed by the caller, with whom the plaintext lies.
     *
     * @param content the plaintext
     * @param contentTypeOid its type: id-data for a MIME entity, or that of another CMS structure
     * @param facts how
     */
    record Opened(MessageBytes content, String contentTypeOid, EnvelopeFacts facts)
            implements Decryption, Closeable {
        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /**
     * It was not.
     *
     * @param finding why not; after a key was found, always the same {@code DECRYPTION_FAILED}
     * @param facts what it says of itself
     */
    record Closed(Finding finding, EnvelopeFacts facts) implements Decryption {}
}
