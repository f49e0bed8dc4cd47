package org.securemessaging.directory.publication;

import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.securemessaging.directory.ldap.DirectoryConnections;

/** Looks into a directory, and puts things there, past the publisher. */
record Stored(DirectoryConnections connections, WritingSchema schema) {
    static Stored in(PublicationPeer peer) {
        return new Stored(peer.connections(), peer.schema());
    }

    List<StoredValue> values(String dn, PublishedAttribute attribute) {
        return connections.call(
                connection -> {
                    Entry entry = connection.lookup(dn, "*");
                    List<StoredValue> values = new ArrayList<>();
                    if (entry != null) {
                        // ApacheDS leaves ;binary out of its answers, slapd puts it in.
                        for (Attribute found : entry.getAttributes()) {
                            if (found.getUpId()
                                    .split(";", 2)[0]
                                    .equalsIgnoreCase(attribute.type())) {
                                for (Value value : found) {
                                    values.add(StoredValue.of(value.getBytes()));
                                }
                            }
                        }
                    }
                    return values;
                });
    }

    void replace(String dn, PublishedAttribute attribute, byte[]... values) {
        connections.call(
                connection -> {
                    connection.modify(
                            dn,
                            new DefaultModification(
                                    ModificationOperation.REPLACE_ATTRIBUTE,
                                    schema.name(attribute),
                                    values));
                    return true;
                });
    }

    boolean exists(String dn) {
        return connections.call(connection -> connection.exists(dn));
    }

    int entries(String base) {
        return connections.call(
                connection ->
                        EntrySearch.having(
                                        connection,
                                        new org.apache.directory.api.ldap.model.name.Dn(base),
                                        List.of(PublishedAttribute.values()))
                                .size());
    }
}
