package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Set;
import org.apache.directory.api.ldap.model.name.Dn;

/**
 * Where our own users' entries are. They are written to, never made.
 *
 * @param base the subtree they are in
 * @param addressAttributes the attributes that hold their addresses, such as {@code mail}; of
 *     {@code proxyAddresses} the values that start with {@code smtp:}
 * @param domains the domains that are ours: whoever has an address in them and no entry is refused,
 *     not taken for a correspondent
 */
public record UserEntries(Dn base, List<String> addressAttributes, Set<String> domains) {
    /** Copies the collections. */
    public UserEntries {
        addressAttributes = List.copyOf(addressAttributes);
        domains = Set.copyOf(domains);
    }
}
