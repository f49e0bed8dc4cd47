package org.securemessaging.directory.publication;

import org.apache.directory.api.ldap.model.name.Dn;

/**
 * Where the entries of outside correspondents are. They are made as they are needed.
 *
 * @param base the subtree
 * @param createParents whether it, and what is above it, is made if it is missing
 */
public record CorrespondentEntries(Dn base, boolean createParents) {}
