package org.securemessaging.cms;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;

/** Keeps an enclosed content, and lets go of it unless it is taken. One use by one thread. */
final class ContentSpool implements Closeable {
    private final SpoolLimits limits;
    private Optional<MessageBytes> stored = Optional.empty();

    ContentSpool(SpoolLimits limits) {
        this.limits = limits;
    }

    SignedOctets store(InputStream content) throws IOException {
        MessageBytes bytes = MessageBytes.read(content, limits);
        stored = Optional.of(bytes);
        return () -> bytes.octets().open();
    }

    /** The content, which from now on is the caller's to close. */
    Optional<MessageBytes> take() {
        Optional<MessageBytes> taken = stored;
        stored = Optional.empty();
        return taken;
    }

    @Override
    public void close() throws IOException {
        if (stored.isPresent()) {
            stored.get().close();
        }
    }
}
