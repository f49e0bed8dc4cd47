package org.securemessaging.directory.publication;

import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.ldap.DirectoryConnections;

/**
 * Where partners look certificates up. The subtree is for this alone: entries that are named as
 * these are, and shall not be shown, are removed.
 *
 * @param connections how the directory is reached; not closed by those who publish
 * @param schema how it wants things written
 * @param base the subtree
 * @param createParents whether it, and what is above it, is made if it is missing
 * @param rules what is shown
 */
public record BorderTarget(
        DirectoryConnections connections,
        WritingSchema schema,
        Dn base,
        boolean createParents,
        BorderRules rules) {}
