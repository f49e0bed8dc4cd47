package org.securemessaging.verification;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.securemessaging.cms.SignedDataReport;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;

/**
 * An opaque signed layer, its content held until this is closed.
 *
 * @param report what was found of its signers
 * @param content the entity inside, if there is one
 * @param octets what holds the entity
 */
record OpenedLayer(SignedDataReport report, Optional<Entity> content, Optional<MessageBytes> octets)
        implements Closeable {
    @Override
    public void close() {
        try {
            if (octets.isPresent()) {
                octets.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
