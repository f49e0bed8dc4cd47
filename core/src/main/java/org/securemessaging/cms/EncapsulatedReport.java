package org.securemessaging.cms;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.securemessaging.mime.MessageBytes;

/**
 * What was found of a signature that encloses its content, and that content.
 *
 * @param report what was found
 * @param content the eContent, whether or not a signature over it holds; empty if there is none or
 *     if the structure could not be read to its end. To be closed, with this report, by the caller
 */
public record EncapsulatedReport(SignedDataReport report, Optional<MessageBytes> content)
        implements Closeable {
    /**
     * Lets go of the content.
     *
     * @throws IOException if its file can't be closed
     */
    @Override
    public void close() throws IOException {
        if (content.isPresent()) {
            content.get().close();
        }
    }
}
