package org.securemessaging.pipeline.archive;

import java.io.IOException;
import org.securemessaging.mime.MessageBytes;

/** Takes the encryption off a message. Implementations are thread safe. */
@FunctionalInterface
public interface MessageOpener {
    /**
     * Opens a message.
     *
     * @param message the octets that arrived
     * @return what is inside, to be closed
     * @throws IOException if the message, or a temporary file, can't be read or written
     */
    OpenedMessage open(MessageBytes message) throws IOException;
}
