package org.securemessaging.directory.lookup;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.PooledDirectory;
import org.securemessaging.directory.ldap.Secret;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.peer.LdapServer;

/** A server that holds people, and the look-up in it. */
final class PeopleDirectory implements AutoCloseable {
    private static final Duration TIME = Duration.ofSeconds(5);

    private final LdapServer server;
    private final LookupSchema schema;
    private final DirectoryConnections connections;

    PeopleDirectory(LdapServer server, LookupSchema schema) {
        this.server = server;
        this.schema = schema;
        this.connections =
                new PooledDirectory(
                        new DirectorySettings(
                                "test",
                                List.of(new DirectoryServer(server.host(), server.port())),
                                Transport.PLAIN,
                                List.of(),
                                new BindMethod.Simple(
                                        server.bindName(), new Secret.Told(server.password())),
                                server.base(),
                                TIME,
                                TIME,
                                4),
                        Clock.systemUTC());
    }

    DirectoryConnections connections() {
        return connections;
    }

    LdapSource source(AddressFilter filter, AddressRule rule) {
        return new LdapSource(
                new LdapSource.Settings(
                        "test", server.base(), filter, schema.attributes(), rule, TIME),
                connections,
                Lookups.entries());
    }

    LookUp lookUp(MailAddress address, CertificateChooser chooser, AddressRule rule) {
        return new SourcedDirectory(List.of(source(schema.filter(), rule)), chooser)
                .lookUp(address);
    }

    /** Adds a person, as the server's schema has one. */
    void add(
            String name,
            String mail,
            List<Certificate> certificates,
            List<byte[]> smime,
            String... more)
            throws Exception {
        boolean active = schema == LookupSchema.ACTIVE_DIRECTORY;
        Dn parent = new Dn(active ? "CN=Users," + server.base() : server.base());
        Entry entry = new DefaultEntry(parent.add(new Rdn("cn=" + Rdn.escapeValue(name))));
        entry.add("objectClass", active ? "user" : "inetOrgPerson");
        if (!active) {
            entry.add("objectClass", "pkiUser");
        }
        entry.add("cn", name);
        entry.add("sn", name);
        entry.add("mail", mail);
        for (String further : more) {
            String[] parts = further.split("=", 2);
            entry.add(parts[0], parts[1]);
        }
        for (Certificate certificate : certificates) {
            entry.add(active ? "userCertificate" : "userCertificate;binary", certificate.encoded());
        }
        for (byte[] value : smime) {
            entry.add("userSMIMECertificate", value);
        }
        try (LdapConnection connection = new LdapNetworkConnection(server.host(), server.port())) {
            connection.bind(server.bindName(), server.password());
            connection.add(entry);
        }
    }

    @Override
    public void close() {
        connections.close();
        server.close();
    }

    @Override
    public String toString() {
        return schema.word().toLowerCase(Locale.ROOT);
    }
}
