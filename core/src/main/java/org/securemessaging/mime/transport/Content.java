package org.securemessaging.mime.transport;

import java.io.IOException;
import java.io.InputStream;

/** Octets that can be read as often as one likes, always the same ones. */
@FunctionalInterface
public interface Content {
    /**
     * Reads from the start.
     *
     * @return a new stream, to be closed
     * @throws IOException if the octets can't be read
     */
    InputStream open() throws IOException;
}
