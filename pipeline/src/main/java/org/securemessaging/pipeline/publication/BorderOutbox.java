package org.securemessaging.pipeline.publication;

import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.securemessaging.directory.publication.BorderPublisher;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.outbox.Outbox;
import org.securemessaging.directory.publication.outbox.OutboxHealth;
import org.securemessaging.directory.publication.outbox.OutboxListener;
import org.securemessaging.directory.publication.outbox.OutboxWorker;
import org.securemessaging.directory.publication.outbox.PublicationOrder;
import org.securemessaging.pipeline.configuration.PublicationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be brought in step in the border directory, on disk and in order. Its own, so that a
 * border that is down does not hold up the inner directory. Thread safe; to be closed.
 */
final class BorderOutbox implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BorderOutbox.class);
    private static final String FOLDER = "border";

    private final Outbox outbox;
    private final OutboxWorker worker;

    /**
     * Opens it in a folder of the publication's outbox, and starts.
     *
     * @throws java.io.UncheckedIOException if it can't be used
     */
    BorderOutbox(
            PublicationSettings settings,
            BorderPublisher publisher,
            BooleanSupplier probe,
            OutboxListener listener) {
        this.outbox =
                new Outbox(settings.outbox().orElseThrow().resolve(FOLDER), settings.limits());
        this.worker =
                new OutboxWorker(
                        outbox,
                        order -> publisher.update(order.address()),
                        probe,
                        listener,
                        settings.pauses());
    }

    /**
     * Takes note that a person's inner entry may have changed.
     *
     * @throws java.io.UncheckedIOException if it can't be kept
     */
    void update(PersonAddress address) {
        if (outbox.add(new PublicationOrder.Show(address, UUID.randomUUID()))
                == Outbox.Acceptance.FULL) {
            LOGGER.warn("The border's outbox is full; {} is brought in step by the sweep", address);
        }
    }

    OutboxHealth health() {
        return outbox.health();
    }

    int waiting() {
        return outbox.size();
    }

    @Override
    public void close() {
        worker.close();
        outbox.close();
    }
}
