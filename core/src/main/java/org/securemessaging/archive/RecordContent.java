package org.securemessaging.archive;

import java.io.IOException;
import java.io.OutputStream;

/** The octets of a record, which can be written any number of times. */
public interface RecordContent {
    /**
     * Writes all octets. The stream is not closed.
     *
     * @param out where
     * @param carriage what the way to the target carries
     * @throws IOException if they can't be written, or what they are made of not be read
     */
    void writeTo(OutputStream out, Carriage carriage) throws IOException;
}
