package org.securemessaging.archive.journal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets an encoder end its work without ending the stream that it writes to. */
final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        out.write(octets, offset, count);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
