package org.securemessaging.directory.publication.outbox;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.publication.PersonAddress;

/** Something that is to be done in a directory. Doing it twice is doing it once. Immutable. */
public sealed interface PublicationOrder {
    /**
     * Whose certificates it is about.
     *
     * @return the address
     */
    PersonAddress address();

    /**
     * Publish a certificate.
     *
     * @param address whose
     * @param profile the certificate with what comes along
     */
    record Publish(PersonAddress address, SmimeProfile profile) implements PublicationOrder {}

    /**
     * Withdraw certificates.
     *
     * @param address whose
     * @param thumbprints their SHA-256 thumbprints in lower-case hexadecimal
     */
    record Withdraw(PersonAddress address, Set<String> thumbprints) implements PublicationOrder {
        /** Copies the set. */
        public Withdraw {
            thumbprints = java.util.Collections.unmodifiableSet(new TreeSet<>(thumbprints));
        }
    }

    /**
     * Bring a person's entry in the border directory in step with the inner one.
     *
     * @param address whose
     * @param occasion what tells this order from others about the address: none of them may take
     *     the place of another, since the inner entry may have changed in between
     */
    record Show(PersonAddress address, UUID occasion) implements PublicationOrder {}
}
