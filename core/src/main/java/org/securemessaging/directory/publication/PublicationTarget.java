package org.securemessaging.directory.publication;

import java.util.Optional;
import org.securemessaging.directory.ldap.DirectoryConnections;

/**
 * A directory that is written to.
 *
 * @param connections how it is reached; not closed by those who publish
 * @param schema how it wants things written
 * @param users where our own users are, if they are written to
 * @param correspondents where outside correspondents are, if they are written
 */
public record PublicationTarget(
        DirectoryConnections connections,
        WritingSchema schema,
        Optional<UserEntries> users,
        Optional<CorrespondentEntries> correspondents) {}
