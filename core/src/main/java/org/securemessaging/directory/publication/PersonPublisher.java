package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.cms.SmimeProfile;

/**
 * Publishes and withdraws people's certificates: in the entries of our own users, and in entries
 * made for outside correspondents. Whatever is published twice is written once. Thread safe.
 */
public final class PersonPublisher {
    private final PublicationTarget target;
    private final EntryWriter writer;
    private final CertificateJudge expiry;

    /**
     * Publishes into a directory.
     *
     * @param target the directory
     * @param expiry says what has expired, which is taken away where something is added
     * @param dryRun whether nothing is written, only said
     */
    public PersonPublisher(PublicationTarget target, CertificateJudge expiry, boolean dryRun) {
        this.target = target;
        this.writer = new EntryWriter(target.schema(), dryRun);
        this.expiry = expiry;
    }

    /**
     * Publishes a person's certificate.
     *
     * @param address whose; the certificate must vouch for it
     * @param profile the certificate with what comes along
     * @return what was written; nothing if it was there
     * @throws PublicationRefusalException if there is no place for it, or it does not fit
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     * @throws org.securemessaging.directory.ldap.DirectoryRefusalException if it refuses
     */
    public List<EntryChange> publish(PersonAddress address, SmimeProfile profile) {
        Certificate certificate = profile.encryption();
        if (!MailAddresses.of(certificate).matches(address.toString())) {
            throw new PublicationRefusalException(
                    ValueText.of(certificate) + " does not vouch for " + address);
        }
        expiry.objection(certificate, List.of())
                .ifPresent(
                        why -> {
                            throw new PublicationRefusalException(
                                    ValueText.of(certificate) + " is " + why);
                        });
        PersonRevision revision = new PersonRevision(Optional.of(profile), expiry);
        return target.connections()
                .call(connection -> publish(connection, address, certificate, revision));
    }

    /**
     * Withdraws a person's certificates.
     *
     * @param address whose
     * @param thumbprints the SHA-256 thumbprints of the certificates in lower-case hexadecimal
     * @return what went; nothing if they were not there, or there is no entry
     * @throws PublicationRefusalException if more than one entry has the address
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     * @throws org.securemessaging.directory.ldap.DirectoryRefusalException if it refuses
     */
    public List<EntryChange> withdraw(PersonAddress address, Set<String> thumbprints) {
        PersonRevision revision =
                new PersonRevision(
                        Optional.empty(),
                        (certificate, others) ->
                                thumbprints.contains(certificate.sha256())
                                        ? Optional.of("withdrawn")
                                        : Optional.empty());
        return target.connections()
                .call(
                        connection -> {
                            Optional<Dn> entry = find(connection, address);
                            return entry.isEmpty()
                                    ? List.of()
                                    : writer.revise(connection, entry.get(), revision)
                                            .orElse(List.of());
                        });
    }

    private List<EntryChange> publish(
            LdapConnection connection,
            PersonAddress address,
            Certificate certificate,
            PersonRevision revision)
            throws LdapException {
        Optional<Dn> found = find(connection, address);
        if (found.isPresent()) {
            return writer.revise(connection, found.get(), revision)
                    .orElseThrow(
                            () -> new PublicationRefusalException(found.get() + " has just gone"));
        }
        CorrespondentEntries place = target.correspondents().orElseThrow(() -> nowhere(address));
        if (isOurs(address)) {
            throw nowhere(address);
        }
        return create(connection, place, address, certificate, revision);
    }

    private List<EntryChange> create(
            LdapConnection connection,
            CorrespondentEntries place,
            PersonAddress address,
            Certificate certificate,
            PersonRevision revision)
            throws LdapException {
        Dn dn = PersonEntry.name(target.schema(), place.base(), address);
        Map<PublishedAttribute, ValueChange> values = revision.plan(attribute -> List.of());
        if (!writer.dryRun()
                && !new NewEntries(target.schema(), place.createParents())
                        .add(
                                connection,
                                PersonEntry.make(
                                        target.schema(), dn, address, certificate, values))) {
            // Another node was faster.
            return writer.revise(connection, dn, revision).orElse(List.of());
        }
        return EntryWriter.described(dn, values);
    }

    /** The entry that has an address: a user's, or else a correspondent's. */
    private Optional<Dn> find(LdapConnection connection, PersonAddress address)
            throws LdapException {
        if (target.users().isPresent()) {
            UserEntries users = target.users().get();
            Optional<Dn> user =
                    single(connection, users.base(), users.addressAttributes(), address);
            if (user.isPresent()) {
                return user;
            }
        }
        return target.correspondents().isPresent()
                ? single(connection, target.correspondents().get().base(), List.of("mail"), address)
                : Optional.empty();
    }

    private static Optional<Dn> single(
            LdapConnection connection, Dn base, List<String> attributes, PersonAddress address)
            throws LdapException {
        List<Dn> found = EntrySearch.byAddress(connection, base, attributes, address);
        if (found.size() > 1) {
            throw new PublicationRefusalException(
                    address + " stands in more than one entry below " + base);
        }
        return found.stream().findFirst();
    }

    private boolean isOurs(PersonAddress address) {
        return target.users().filter(each -> each.domains().contains(address.domain())).isPresent();
    }

    private static PublicationRefusalException nowhere(PersonAddress address) {
        return new PublicationRefusalException("no entry has the address " + address);
    }
}
