package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.InputStream;

/** The octets of a CMS structure, read as often as needed. */
@FunctionalInterface
public interface LayerOctets {
    /**
     * Opens them at their beginning.
     *
     * @return a stream that the caller closes
     * @throws IOException if the storage they lie in can't be read
     */
    InputStream open() throws IOException;
}
