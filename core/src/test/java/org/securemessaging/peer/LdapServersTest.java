package org.securemessaging.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdapServersTest {
    @Test
    void apacheDsShouldTakeAnEntry(@TempDir Path folder) throws Exception {
        ApacheDs.require();
        try (LdapServer server = ApacheDs.start(folder)) {
            assertTakesAnEntry(server, "cn=alice," + server.base(), "inetOrgPerson");
        }
    }

    @Test
    void sambaShouldTakeAnEntry(@TempDir Path folder) throws Exception {
        Samba.require();
        try (LdapServer server = Samba.start(folder)) {
            assertTakesAnEntry(server, "cn=alice,cn=Users," + server.base(), "user");
        }
    }

    private static void assertTakesAnEntry(LdapServer server, String name, String kind)
            throws Exception {
        try (LdapConnection connection = new LdapNetworkConnection(server.host(), server.port())) {
            connection.bind(server.bindName(), server.password());
            connection.add(
                    new org.apache.directory.api.ldap.model.entry.DefaultEntry(
                            name,
                            "objectClass: " + kind,
                            "cn: alice",
                            "sn: alice",
                            "mail: alice@example.test"));
            try (var found =
                    connection.search(
                            server.base(), "(mail=ALICE@example.test)", SearchScope.SUBTREE)) {
                assertThat(found.next()).isTrue();
                assertThat(found.get().getDn().getName()).isEqualToIgnoringCase(name);
            }
        }
    }
}
