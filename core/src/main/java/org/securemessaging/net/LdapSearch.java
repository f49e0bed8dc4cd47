package org.securemessaging.net;

import java.time.Duration;
import java.util.List;

/**
 * A search on a server that a stranger named.
 *
 * @param host its name
 * @param port its TCP port
 * @param security how the way is protected
 * @param likelyBase where the search begins if the server does not say what it holds, or holds this
 *     among others; a DN
 * @param filter what is looked for (RFC 4515)
 * @param attributes what is wanted of each entry
 * @param time how long it may take in all
 */
public record LdapSearch(
        String host,
        int port,
        LdapSecurity security,
        String likelyBase,
        String filter,
        List<String> attributes,
        Duration time) {
    /** Copies the list. */
    public LdapSearch {
        attributes = List.copyOf(attributes);
    }
}
