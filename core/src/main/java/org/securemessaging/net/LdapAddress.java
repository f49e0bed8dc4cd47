package org.securemessaging.net;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.name.Dn;

/**
 * Some attributes of one entry on one server, as an LDAP URL names them (RFC 4516): what a stranger
 * may have fetched. Searches below an entry are not, nor URLs with critical extensions. A filter is
 * not looked at, for there is but one entry.
 *
 * @param host where; a name, or an address without brackets
 * @param port the TCP port
 * @param tls whether TLS is spoken from the first octet
 * @param entry the DN
 * @param attributes the attributes' names, without options such as {@code ;binary}
 */
record LdapAddress(String host, int port, boolean tls, String entry, List<String> attributes) {
    // Longer than any DN and host that a certificate can sensibly name.
    private static final int LONGEST = 4_096;
    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;
    // A CA's certificate and its cross-certificates: RFC 5280 §4.2.2.1 has an example with both.
    private static final int MOST_ATTRIBUTES = 4;
    private static final int SCOPE = 1;
    private static final int EXTENSIONS = 3;
    private static final Set<String> SCOPES = Set.of("", "base");
    private static final String ATTRIBUTE = "[A-Za-z0-9.-]{1,100}(;[A-Za-z0-9-]{1,50})*";

    /** Whether an address is of this kind at all. */
    static boolean isLdap(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return scheme.equals("ldap") || scheme.equals("ldaps");
    }

    /**
     * Reads an address.
     *
     * @return nothing if it is not one entry and one attribute on a named server
     */
    static Optional<LdapAddress> of(URI uri) {
        String text = uri.toString();
        if (!isLdap(uri) || text.length() > LONGEST || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        // Not the Directory API's LdapUrl: it takes neither "a;binary,b;binary", which is RFC
        // 5280's
        // own example, nor the filter that Active Directory's CAs write.
        String[] parts =
                Optional.ofNullable(uri.getRawQuery()).orElse("").split("\\?", EXTENSIONS + 1);
        List<String> attributes = List.of(parts[0].split(",", MOST_ATTRIBUTES + 1));
        boolean acceptable =
                uri.getHost() != null
                        && uri.getRawFragment() == null
                        && attributes.size() <= MOST_ATTRIBUTES
                        && attributes.stream().allMatch(each -> each.matches(ATTRIBUTE))
                        && SCOPES.contains(part(parts, SCOPE))
                        && !part(parts, EXTENSIONS).contains("!");
        return acceptable && Dn.isValid(entry(uri))
                ? Optional.of(address(uri, attributes))
                : Optional.empty();
    }

    private static LdapAddress address(URI uri, List<String> attributes) {
        boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("ldaps");
        int usualPort = tls ? LDAPS_PORT : LDAP_PORT;
        return new LdapAddress(
                uri.getHost().replaceAll("^\\[|]$", ""),
                uri.getPort() > 0 ? uri.getPort() : usualPort,
                tls,
                entry(uri),
                attributes.stream().map(LdapAddress::name).toList());
    }

    private static String entry(URI uri) {
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index].toLowerCase(Locale.ROOT) : "";
    }

    /** Whether values of an attribute were asked for, whatever options it comes with. */
    boolean wants(String description) {
        return attributes.stream().anyMatch(name(description)::equalsIgnoreCase);
    }

    /** An attribute's description without its options. */
    static String name(String description) {
        int options = description.indexOf(';');
        return options < 0 ? description : description.substring(0, options);
    }
}
