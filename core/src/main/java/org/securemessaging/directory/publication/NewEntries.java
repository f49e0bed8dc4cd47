package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.AddRequest;
import org.apache.directory.api.ldap.model.message.AddRequestImpl;
import org.apache.directory.api.ldap.model.message.AddResponse;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;

/** Makes entries, and what is missing above them. */
final class NewEntries {
    /** The classes of containers, by the attribute that names them. */
    private static final Map<String, List<String>> CONTAINERS =
            Map.of(
                    "ou", List.of("organizationalUnit"),
                    "o", List.of("organization"),
                    "c", List.of("country"));

    private final WritingSchema schema;
    private final boolean createParents;

    /**
     * Makes entries.
     *
     * @param schema how the server wants things written
     * @param createParents whether what is missing above them is made
     */
    NewEntries(WritingSchema schema, boolean createParents) {
        this.schema = schema;
        this.createParents = createParents;
    }

    /**
     * Adds an entry.
     *
     * @return false if one is there already
     * @throws LdapException if the server refuses
     */
    boolean add(LdapConnection connection, Entry entry) throws LdapException {
        AddResponse response = send(connection, entry);
        ResultCodeEnum code = response.getLdapResult().getResultCode();
        if (code == ResultCodeEnum.ENTRY_ALREADY_EXISTS) {
            return false;
        }
        if (code == ResultCodeEnum.NO_SUCH_OBJECT && createParents && entry.getDn().size() > 1) {
            add(connection, container(entry.getDn().getParent()));
            response = send(connection, entry);
            if (response.getLdapResult().getResultCode() == ResultCodeEnum.ENTRY_ALREADY_EXISTS) {
                return false;
            }
        }
        ResultCodeEnum.processResponse(response);
        return true;
    }

    private static AddResponse send(LdapConnection connection, Entry entry) throws LdapException {
        AddRequest request = new AddRequestImpl();
        request.setEntry(entry);
        request.setEntryDn(entry.getDn());
        return connection.add(request);
    }

    private Entry container(Dn dn) throws LdapException {
        String type = dn.getRdn().getType().toLowerCase(java.util.Locale.ROOT);
        Entry entry = new DefaultEntry(dn);
        if (type.equals("dc")) {
            entry.add("objectClass", "dcObject", "organization");
            entry.add("o", dn.getRdn().getValue());
        } else if (type.equals("cn")) {
            entry.add("objectClass", schema.containerClass());
        } else if (CONTAINERS.containsKey(type)) {
            entry.add("objectClass", CONTAINERS.get(type).toArray(String[]::new));
        } else {
            throw new PublicationRefusalException(
                    dn + " is missing, and it is not known of what class it would be");
        }
        entry.add(type, dn.getRdn().getValue());
        return entry;
    }
}
