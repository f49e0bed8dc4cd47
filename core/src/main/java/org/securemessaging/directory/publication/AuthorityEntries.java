package org.securemessaging.directory.publication;

import org.apache.directory.api.ldap.model.name.Dn;

/**
 * Where CAs' entries are. They are made as they are needed: a CA whose own name lies below the base
 * has its entry there, any other is named by its common name directly below the base.
 *
 * @param base the subtree
 * @param createParents whether it, and what is above it, is made if it is missing
 */
public record AuthorityEntries(Dn base, boolean createParents) {}
