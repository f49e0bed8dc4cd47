package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says what is to become of an entry, given what is there. It may be asked again and again. */
@FunctionalInterface
interface EntryRevision {
    /**
     * Plans.
     *
     * @param present gives an attribute's values
     * @return the changes; attributes that are not named stay as they are
     * @throws PublicationRefusalException if it can't be done, now or later
     */
    Map<PublishedAttribute, ValueChange> plan(
            Function<PublishedAttribute, List<StoredValue>> present);
}
