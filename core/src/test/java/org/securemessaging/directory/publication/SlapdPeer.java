package org.securemessaging.directory.publication;

import java.nio.file.Path;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.peer.Slapd;

/** OpenLDAP. */
record SlapdPeer(Slapd slapd) implements PublicationPeer {
    static SlapdPeer start(Path folder) {
        return new SlapdPeer(Slapd.start(folder));
    }

    @Override
    public DirectoryConnections connections() {
        return new DirectConnections("127.0.0.1", slapd.port(), Slapd.ADMIN, Slapd.PASSWORD);
    }

    @Override
    public WritingSchema schema() {
        return WritingSchema.OPENLDAP;
    }

    @Override
    public String base() {
        return Slapd.SUFFIX;
    }

    @Override
    public void addUser(String name, String address) {
        slapd.load(
                """
                dn: %s
                objectClass: inetOrgPerson
                objectClass: pkiUser
                cn: %s
                sn: %s
                mail: %s
                """
                        .formatted(user(name), name, name, address));
    }

    @Override
    public String user(String name) {
        return "cn=" + name + "," + base();
    }

    @Override
    public void close() {
        slapd.close();
    }
}
