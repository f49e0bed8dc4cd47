package org.securemessaging.mime;

import java.io.Closeable;
import java.io.IOException;

/** Where the octets of a message live. Reading is thread safe. */
sealed interface Storage extends Closeable permits HeapStorage, FileStorage {
    /** The number of octets, which never changes. */
    long length();

    /**
     * Copies octets, and always as many as were asked for.
     *
     * @throws IOException if the octets can't be read, or there are fewer
     */
    void read(long position, byte[] target, int offset, int count) throws IOException;
}
