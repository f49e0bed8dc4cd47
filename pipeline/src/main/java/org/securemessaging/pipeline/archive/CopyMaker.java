package org.securemessaging.pipeline.archive;

import com.google.inject.ImplementedBy;
import java.io.IOException;
import org.securemessaging.mime.MessageBytes;

/** Makes the clear copy of a message for the archive. Implementations are thread safe. */
@FunctionalInterface
@ImplementedBy(VaultCopies.class)
public interface CopyMaker {
    /**
     * Opens and judges a message.
     *
     * @param message the octets that arrived
     * @return what is inside, to be closed
     * @throws IOException if the message, or a temporary file, can't be read or written
     * @throws RuntimeException likewise, or if a key can't be had now: the mail then waits
     */
    ClearCopy make(MessageBytes message) throws IOException;
}
