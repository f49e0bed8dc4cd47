package org.securemessaging.directory.ldap;

import java.util.List;
import org.apache.directory.api.ldap.model.message.SearchScope;

/**
 * What is looked for in a directory.
 *
 * @param base the DN of the entry at which, or below which, it is looked for
 * @param scope how far below
 * @param filter an RFC 4515 filter, whose values were escaped by the library's filter builder
 * @param attributes which attributes are wanted; none for all
 * @param mostEntries after how many entries nothing more is asked for, above zero
 */
public record DirectoryQuery(
        String base, SearchScope scope, String filter, List<String> attributes, int mostEntries) {
    /** Copies the list. */
    public DirectoryQuery {
        attributes = List.copyOf(attributes);
        if (mostEntries < 1) {
            throw new IllegalArgumentException("nothing is looked for");
        }
    }
}
