package org.securemessaging.directory.publication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.bouncycastle.asn1.x500.X500Name;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.revocation.Crl;

/**
 * Publishes CAs' certificates, cross certificates and CRLs in their entries (RFC 4523 §3). Whatever
 * is published twice is written once. Thread safe.
 */
public final class AuthorityPublisher {
    private static final AuthorityMaterial NOTHING =
            new AuthorityMaterial(List.of(), List.of(), List.of());

    private final DirectoryConnections connections;
    private final WritingSchema schema;
    private final AuthorityEntries place;
    private final AuthorityNames names;
    private final CertificateJudge expiry;
    private final EntryWriter writer;

    /**
     * Publishes into a directory.
     *
     * @param connections how it is reached
     * @param schema how it wants things written
     * @param place where the entries are
     * @param expiry says which certificates go where something is added
     * @param dryRun whether nothing is written, only said
     */
    public AuthorityPublisher(
            DirectoryConnections connections,
            WritingSchema schema,
            AuthorityEntries place,
            CertificateJudge expiry,
            boolean dryRun) {
        this.connections = connections;
        this.schema = schema;
        this.place = place;
        this.names = new AuthorityNames(place.base());
        this.expiry = expiry;
        this.writer = new EntryWriter(schema, dryRun);
    }

    /**
     * Publishes.
     *
     * @param material what CAs have to publish
     * @return what was written; nothing if all was there
     * @throws PublicationRefusalException if a CA has no name that an entry can have
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     * @throws org.securemessaging.directory.ldap.DirectoryRefusalException if it refuses
     */
    public List<EntryChange> publish(AuthorityMaterial material) {
        return connections.call(connection -> publish(connection, material));
    }

    private List<EntryChange> publish(LdapConnection connection, AuthorityMaterial material)
            throws LdapException {
        Map<Dn, AuthorityMaterial> authorities = new LinkedHashMap<>();
        Map<Dn, List<Crl>> points = new LinkedHashMap<>();
        for (Certificate certificate : material.certificates()) {
            add(
                    authorities,
                    certificate.subject(),
                    new AuthorityMaterial(List.of(certificate), List.of(), List.of()));
        }
        for (CrossPair pair : material.pairs()) {
            add(
                    authorities,
                    owner(pair),
                    new AuthorityMaterial(List.of(), List.of(pair), List.of()));
        }
        for (Crl crl : material.crls()) {
            Optional<Dn> point = names.distributionPoint(crl);
            if (point.isPresent()) {
                points.computeIfAbsent(point.get(), dn -> new ArrayList<>()).add(crl);
            } else {
                add(
                        authorities,
                        crl.issuerName(),
                        new AuthorityMaterial(List.of(), List.of(), List.of(crl)));
            }
        }
        List<EntryChange> done = new ArrayList<>();
        for (Map.Entry<Dn, AuthorityMaterial> each : authorities.entrySet()) {
            EntryRevision revision =
                    new PlaceheldRevision(
                            new AuthorityRevision(each.getValue(), expiry),
                            schema.mandatoryOfAuthorities());
            done.addAll(write(connection, each.getKey(), schema.authorityClasses(), revision));
        }
        for (Map.Entry<Dn, List<Crl>> each : points.entrySet()) {
            EntryRevision revision = new CrlSuccession(each.getValue());
            done.addAll(
                    write(connection, each.getKey(), schema.distributionPointClasses(), revision));
        }
        return done;
    }

    private void add(Map<Dn, AuthorityMaterial> into, X500Name owner, AuthorityMaterial more)
            throws LdapException {
        AuthorityMaterial before = into.getOrDefault(names.authority(owner), NOTHING);
        into.put(
                names.authority(owner),
                new AuthorityMaterial(
                        joined(before.certificates(), more.certificates()),
                        joined(before.pairs(), more.pairs()),
                        joined(before.crls(), more.crls())));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static X500Name owner(CrossPair pair) {
        return pair.forward()
                .map(Certificate::subject)
                .orElseGet(() -> pair.reverse().orElseThrow().issuer());
    }

    private List<EntryChange> write(
            LdapConnection connection, Dn dn, List<String> classes, EntryRevision revision)
            throws LdapException {
        Optional<List<EntryChange>> changes = writer.revise(connection, dn, revision);
        if (changes.isPresent()) {
            return changes.get();
        }
        Map<PublishedAttribute, ValueChange> values = revision.plan(attribute -> List.of());
        if (!writer.dryRun()
                && !new NewEntries(schema, place.createParents())
                        .add(connection, entry(dn, classes, values))) {
            // Another node was faster.
            return writer.revise(connection, dn, revision).orElse(List.of());
        }
        return EntryWriter.described(dn, values);
    }

    private Entry entry(Dn dn, List<String> classes, Map<PublishedAttribute, ValueChange> values)
            throws LdapException {
        Entry entry = new DefaultEntry(dn);
        entry.add("objectClass", classes.toArray(String[]::new));
        entry.add(dn.getRdn().getType(), dn.getRdn().getValue());
        for (Map.Entry<PublishedAttribute, ValueChange> each : values.entrySet()) {
            List<byte[]> octets =
                    each.getValue().added().stream().map(StoredValue::octets).toList();
            if (!octets.isEmpty()) {
                entry.add(schema.name(each.getKey()), octets.toArray(byte[][]::new));
            }
        }
        return entry;
    }
}
