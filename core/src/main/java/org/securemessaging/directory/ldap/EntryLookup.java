package org.securemessaging.directory.ldap;

import java.io.IOException;
import org.apache.directory.api.ldap.model.constants.LdapConstants;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.cursor.SearchCursor;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.Control;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.apache.directory.ldap.client.api.exception.InvalidConnectionException;

/**
 * Reads one entry. The library's own look-up says of an entry that it is not there when the
 * connection breaks, and when the server is busy or refuses; whoever believes that gives a change
 * up for good.
 */
final class EntryLookup {
    private EntryLookup() {}

    /**
     * Reads an entry.
     *
     * @param dn which
     * @param controls what goes along; may be null, as the library has it
     * @param attributes what is asked for
     * @return the entry; null, as the library has it, if the server says that there is none
     * @throws LdapException if the server says anything else, or nothing
     */
    static Entry of(LdapConnection connection, Dn dn, Control[] controls, String... attributes)
            throws LdapException {
        SearchRequest request = new SearchRequestImpl();
        request.setBase(dn).setScope(SearchScope.OBJECT);
        request.setFilter(LdapConstants.OBJECT_CLASS_STAR);
        request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
        request.addAttributes(attributes);
        if (controls != null) {
            request.addAllControls(controls);
        }
        try (SearchCursor cursor = connection.search(request)) {
            return read(cursor);
        } catch (CursorException | IOException e) {
            throw new LdapException("a look-up ended early: " + e.getMessage(), e);
        }
    }

    private static Entry read(SearchCursor cursor) throws LdapException, CursorException {
        Entry found = null;
        while (cursor.next()) {
            if (cursor.isEntry()) {
                found = cursor.getEntry();
            }
        }
        SearchResultDone done = cursor.getSearchResultDone();
        if (done == null) {
            // The library's cursor ends without a word then.
            throw new InvalidConnectionException("the connection broke during the look-up");
        }
        if (done.getLdapResult().getResultCode() != ResultCodeEnum.NO_SUCH_OBJECT) {
            ResultCodeEnum.processResponse(done);
        }
        return found;
    }
}
