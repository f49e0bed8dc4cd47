package org.securemessaging.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Octets that a signature is over, read as often as needed. */
@FunctionalInterface
public interface SignedOctets {
    /**
     * Opens them at their beginning.
     *
     * @return a stream that the caller closes
     * @throws IOException if the storage they lie in can't be read
     */
    InputStream open() throws IOException;

    /**
     * Octets in memory.
     *
     * @param octets the octets; not copied
     * @return a view of them
     */
    static SignedOctets of(byte[] octets) {
        return () -> new ByteArrayInputStream(octets);
    }
}
