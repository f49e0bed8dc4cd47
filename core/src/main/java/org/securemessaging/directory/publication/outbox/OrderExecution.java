package org.securemessaging.directory.publication.outbox;

import java.util.List;
import org.securemessaging.directory.publication.EntryChange;

/** Does orders. Implementations are thread safe. */
@FunctionalInterface
public interface OrderExecution {
    /**
     * Does an order, which may have been done before.
     *
     * @param order what is to be done
     * @return what was written
     * @throws org.securemessaging.directory.publication.PublicationRefusalException if it can't be
     *     done, now or later
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if it can't be done
     *     now
     * @throws org.securemessaging.directory.ldap.DirectoryRefusalException if the directory refuses
     */
    List<EntryChange> execute(PublicationOrder order);
}
