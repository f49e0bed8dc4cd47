package org.securemessaging.server.directory;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.securemessaging.server.pki.Person;

/**
 * What the address book holds before the first mail: an entry for each person of the organisation,
 * without a certificate, and a place for those outside. The names stand in {@code directory.xml},
 * too.
 */
public final class AddressBookEntries {
    /** The organisation, of which the people's mail domain is made. */
    public static final String BASE = "dc=harbour,dc=example";

    private static final String DOMAIN = "@harbour.example";

    private AddressBookEntries() {}

    /**
     * The entries (RFC 2849).
     *
     * @return text in LDIF, parents first
     */
    public static String ldif() {
        return """
        dn: %1$s
        objectClass: domain
        dc: harbour
        description: The trial server's address book

        dn: ou=people,%1$s
        objectClass: organizationalUnit
        ou: people

        dn: ou=correspondents,%1$s
        objectClass: organizationalUnit
        ou: correspondents

        """
                        .formatted(BASE)
                + Arrays.stream(Person.values())
                        .filter(person -> person.address().endsWith(DOMAIN))
                        .map(AddressBookEntries::entry)
                        .collect(Collectors.joining());
    }

    private static String entry(Person person) {
        String name = person.displayName();
        return """
        dn: uid=%1$s,ou=people,%2$s
        objectClass: inetOrgPerson
        uid: %1$s
        cn: %3$s
        sn: %4$s
        mail: %5$s

        """
                .formatted(
                        person.address().replace(DOMAIN, ""),
                        BASE,
                        name,
                        name.substring(name.lastIndexOf(' ') + 1),
                        person.address());
    }
}
