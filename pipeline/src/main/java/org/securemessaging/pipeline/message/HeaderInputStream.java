package org.securemessaging.pipeline.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The header of a message, the blank line behind it included, and not an octet more of the stream
 * below. Lines end with LF, with or without CR before it. Not thread safe.
 */
final class HeaderInputStream extends InputStream {
    private final InputStream message;
    private boolean blank = true;
    private boolean carriageReturn;
    private boolean ended;

    /**
     * Starts at the start of a message.
     *
     * @param message a buffered stream: it is read octet by octet
     */
    HeaderInputStream(InputStream message) {
        this.message = message;
    }

    @Override
    public int read() throws IOException {
        if (ended) {
            return -1;
        }
        int octet = message.read();
        if (octet < 0) {
            ended = true;
        } else if (octet == '\n') {
            ended = blank;
            blank = true;
            carriageReturn = false;
        } else {
            // A CR keeps a line blank only if the LF follows at once.
            blank = blank && octet == '\r' && !carriageReturn;
            carriageReturn = octet == '\r';
        }
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int octet = read();
            if (octet < 0) {
                return done == 0 ? -1 : done;
            }
            target[offset + done++] = (byte) octet;
        }
        return done;
    }
}
