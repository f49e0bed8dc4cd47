package org.securemessaging.directory.ldap;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.ldap.client.api.search.FilterBuilder;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/**
 * The entries of CAs in a directory of the administrator's (RFC 4523): where a name says, and below
 * the base where their common name is the CA's. Thread safe.
 */
final class PkiEntries {
    // CAs of one common name below one base; a rollover has two or three.
    private static final int MOST_ENTRIES = 20;

    private final DirectoryConnections directory;
    private final String base;
    private final Duration time;

    PkiEntries(DirectoryConnections directory, String base, Duration time) {
        this.directory = directory;
        this.base = base;
        this.time = time;
    }

    /** A name as a DN (RFC 4514); types that it has no keyword for are written as numbers. */
    static String dn(X500Name name) {
        return RFC4519Style.INSTANCE.toString(name);
    }

    /**
     * The values at an entry.
     *
     * @throws DirectoryUnavailableException if the directory can't be had
     * @throws DirectoryRefusalException if it refuses
     */
    List<byte[]> at(String dn, List<String> attributes) {
        return find(dn, SearchScope.OBJECT, "(objectClass=*)", attributes);
    }

    /**
     * The values at the entries of CAs below the base that have a name's common name.
     *
     * @throws DirectoryUnavailableException if the directory can't be had
     * @throws DirectoryRefusalException if it refuses
     */
    List<byte[]> ofCa(X500Name name, List<String> attributes) {
        Optional<String> commonName = commonName(name);
        if (commonName.isEmpty()) {
            return List.of();
        }
        String filter =
                FilterBuilder.and(
                                FilterBuilder.equal("cn", commonName.get()),
                                FilterBuilder.or(
                                        FilterBuilder.equal("objectClass", "pkiCA"),
                                        FilterBuilder.equal(
                                                "objectClass", "certificationAuthority")))
                        .toString();
        return find(base, SearchScope.SUBTREE, filter, attributes);
    }

    private List<byte[]> find(
            String dn, SearchScope scope, String filter, List<String> attributes) {
        List<String> both = new ArrayList<>();
        for (String attribute : attributes) {
            // Some servers know an attribute with ;binary alone, Active Directory without.
            both.add(attribute + ";binary");
            both.add(attribute);
        }
        DirectoryQuery query = new DirectoryQuery(dn, scope, filter, both, MOST_ENTRIES);
        List<byte[]> values = new ArrayList<>();
        for (Entry entry : directory.call(new DirectorySearch(query, time)).entries()) {
            for (Attribute attribute : entry) {
                if (isOneOf(attributes, attribute.getUpId())) {
                    for (Value value : attribute) {
                        values.add(value.getBytes());
                    }
                }
            }
        }
        return values;
    }

    /** One behind the other. */
    static byte[] joined(List<byte[]> values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        values.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static boolean isOneOf(List<String> attributes, String description) {
        String name = description.toLowerCase(Locale.ROOT).split(";", 2)[0];
        return attributes.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static Optional<String> commonName(X500Name name) {
        RDN[] names = name.getRDNs(BCStyle.CN);
        return names.length > 0
                        && names[names.length - 1].getFirst().getValue() instanceof ASN1String text
                ? Optional.of(text.getString())
                : Optional.empty();
    }
}
