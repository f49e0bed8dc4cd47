package org.securemessaging.server.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The address book as everybody sees it, without a name or a password. Every call asks anew.
 *
 * @param port where the directory listens on the loopback address
 */
public record AddressBook(int port) {
    private static final String HOST = "127.0.0.1";

    /** Where OpenLDAP's tools break lines. */
    private static final int WIDTH = 78;

    private static final String CERTIFICATE = "userCertificate;binary";

    /**
     * Who has a certificate in it.
     *
     * @return mail addresses
     * @throws IllegalStateException if the directory can't be asked
     */
    public SortedSet<String> holders() {
        return search(Filter.createPresenceFilter("mail")).stream()
                .filter(entry -> !certificates(entry).isEmpty())
                .map(entry -> entry.getAttributeValue("mail"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The certificates of a person.
     *
     * @param address whose
     * @return their encodings; nothing if there is no such person or certificate
     * @throws IllegalStateException if the directory can't be asked
     */
    public List<byte[]> certificates(String address) {
        return person(address).map(AddressBook::certificates).orElse(List.of());
    }

    /**
     * What {@link #command} prints.
     *
     * @param address whose
     * @return LDIF, with an empty line at its end; nothing if there is no such person
     * @throws IllegalStateException if the directory can't be asked
     */
    public String printed(String address) {
        return person(address).map(entry -> entry.toLDIFString(WIDTH) + "\n").orElse("");
    }

    /**
     * The command of OpenLDAP's tools that shows a person's certificate.
     *
     * @param address whose; of letters, digits, dots and hyphens alone
     * @return a line for a shell
     */
    public String command(String address) {
        return "ldapsearch -LLL -x -H ldap://%s:%d -b %s '(mail=%s)' mail '%s'"
                .formatted(HOST, port, AddressBookEntries.BASE, address, CERTIFICATE);
    }

    /** ApacheDS leaves the option out of the name where it was added to an entry. */
    private static List<byte[]> certificates(SearchResultEntry entry) {
        return entry.getAttributesWithOptions("userCertificate", null).stream()
                .flatMap(attribute -> Arrays.stream(attribute.getValueByteArrays()))
                .toList();
    }

    private Optional<SearchResultEntry> person(String address) {
        return search(Filter.createEqualityFilter("mail", address)).stream().findFirst();
    }

    private List<SearchResultEntry> search(Filter filter) {
        try (LDAPConnection connection = new LDAPConnection(HOST, port)) {
            return connection
                    .search(AddressBookEntries.BASE, SearchScope.SUB, filter, "mail", CERTIFICATE)
                    .getSearchEntries();
        } catch (LDAPException e) {
            throw new IllegalStateException("The directory can't be asked", e);
        }
    }
}
