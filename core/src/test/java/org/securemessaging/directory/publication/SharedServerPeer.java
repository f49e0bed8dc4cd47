package org.securemessaging.directory.publication;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.peer.LdapServer;

/** A server that takes long to start, so that each test has a subtree of its own in it. */
record SharedServerPeer(LdapServer server, WritingSchema schema, String base)
        implements PublicationPeer {
    private static final AtomicInteger TESTS = new AtomicInteger();

    static SharedServerPeer on(LdapServer server, WritingSchema schema) {
        String base = "ou=test" + TESTS.incrementAndGet() + "," + server.base();
        SharedServerPeer peer = new SharedServerPeer(server, schema, base);
        peer.add(base, "organizationalUnit");
        return peer;
    }

    @Override
    public DirectoryConnections connections() {
        return new DirectConnections(
                server.host(), server.port(), server.bindName(), server.password());
    }

    @Override
    public void addUser(String name, String address) {
        if (schema == WritingSchema.ACTIVE_DIRECTORY) {
            String account = "a" + TESTS.incrementAndGet();
            add(user(name), "user", "mail", address, "sAMAccountName", account);
        } else {
            add(user(name), "inetOrgPerson", "mail", address, "sn", name);
        }
    }

    @Override
    public String user(String name) {
        return "cn=" + name + "," + base;
    }

    @Override
    public void close() {
        // The server is closed with the last test.
    }

    private void add(String dn, String objectClass, String... namesAndValues) {
        connections()
                .call(
                        connection -> {
                            connection.add(entry(dn, objectClass, namesAndValues));
                            return true;
                        });
    }

    private static Entry entry(String dn, String objectClass, String... namesAndValues)
            throws LdapException {
        Entry entry = new DefaultEntry(new Dn(dn));
        entry.add("objectClass", objectClass);
        entry.add(entry.getDn().getRdn().getType(), entry.getDn().getRdn().getValue());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entry.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return entry;
    }
}
