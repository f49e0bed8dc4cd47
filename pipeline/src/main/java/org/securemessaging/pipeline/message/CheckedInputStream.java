package org.securemessaging.pipeline.message;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A stream whose unchecked failures to read are checked ones again, so that James sees them and
 * deletes the temporary file it was filling.
 */
final class CheckedInputStream extends FilterInputStream {
    CheckedInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        try {
            return super.read(target, offset, count);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
