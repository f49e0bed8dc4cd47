package org.securemessaging.net;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.directory.api.ldap.model.exception.LdapURLEncodingException;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.url.LdapUrl;

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
        try {
            return of(new LdapUrl(text));
        } catch (LdapURLEncodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<LdapAddress> of(LdapUrl url) {
        List<String> attributes = Optional.ofNullable(url.getAttributes()).orElse(List.of());
        boolean acceptable =
                url.getHost() != null
                        && !url.getHost().isEmpty()
                        && url.getDn() != null
                        && !attributes.isEmpty()
                        && attributes.size() <= MOST_ATTRIBUTES
                        && attributes.stream().allMatch(each -> each.matches(ATTRIBUTE))
                        && url.getScope() == SearchScope.OBJECT
                        && url.getExtensions().stream().noneMatch(LdapUrl.Extension::isCritical);
        if (!acceptable) {
            return Optional.empty();
        }
        boolean tls = url.getScheme().toLowerCase(Locale.ROOT).startsWith("ldaps");
        int usualPort = tls ? LDAPS_PORT : LDAP_PORT;
        return Optional.of(
                new LdapAddress(
                        url.getHost().replaceAll("^\\[|]$", ""),
                        url.getPort() > 0 ? url.getPort() : usualPort,
                        tls,
                        url.getDn().getName(),
                        attributes.stream().map(LdapAddress::name).toList()));
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
