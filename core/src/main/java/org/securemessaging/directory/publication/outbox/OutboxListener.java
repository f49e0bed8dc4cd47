package org.securemessaging.directory.publication.outbox;

import java.time.Duration;
import java.util.List;
import org.securemessaging.directory.publication.EntryChange;

/** Hears what becomes of orders. Implementations are thread safe, and throw nothing. */
public interface OutboxListener {
    /**
     * An order was done.
     *
     * @param order which
     * @param changes what was written; nothing if it was so already
     */
    void done(PublicationOrder order, List<EntryChange> changes);

    /**
     * An order was set aside, since it can't be done.
     *
     * @param order which
     * @param reason why
     */
    void setAside(PublicationOrder order, String reason);

    /**
     * The directory does not take orders now.
     *
     * @param reason why
     * @param pause how long it is left alone
     */
    void postponed(String reason, Duration pause);
}
