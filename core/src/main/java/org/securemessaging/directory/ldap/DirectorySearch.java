package org.securemessaging.directory.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.cursor.SearchCursor;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.apache.directory.api.ldap.model.message.controls.PagedResults;
import org.apache.directory.api.ldap.model.message.controls.PagedResultsImpl;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.apache.directory.ldap.client.api.exception.InvalidConnectionException;
import org.apache.directory.ldap.client.api.exception.LdapConnectionTimeOutException;

/**
 * A search to its end: page by page (RFC 2696), so that a server's limit on one answer does not cut
 * it short; without following referrals and continuation references, and without dereferencing
 * aliases. It is what tells an empty answer from one that was cut off: the library's own cursors
 * end alike in both. Immutable and thread safe.
 */
public final class DirectorySearch implements DirectoryConnections.Work<DirectorySearch.Entries> {
    // Active Directory gives no more at once.
    private static final int PAGE = 1_000;
    // Active Directory sends three with each search from the root; more come from who means harm.
    private static final int MOST_REFERENCES = 1_000;

    private final DirectoryQuery query;
    private final Duration time;
    private final int pageSize;

    /**
     * What was found.
     *
     * @param entries the entries, in the server's order
     * @param complete whether these are all that there are
     */
    public record Entries(List<Entry> entries, boolean complete) {
        /** Copies the list. */
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A search.
     *
     * @param query what is looked for
     * @param time how long it may take in all
     */
    public DirectorySearch(DirectoryQuery query, Duration time) {
        this(query, time, PAGE);
    }

    DirectorySearch(DirectoryQuery query, Duration time, int pageSize) {
        this.query = query;
        this.time = time;
        this.pageSize = pageSize;
    }

    /**
     * Searches.
     *
     * @return what was found; nothing if the base is not there
     * @throws LdapException if the server refuses, or does not answer in time
     */
    @Override
    public Entries on(LdapConnection connection) throws LdapException {
        long end = System.nanoTime() + time.toNanos();
        List<Entry> entries = new ArrayList<>();
        byte[] cookie = {};
        do {
            SearchRequest request = request(query.mostEntries() - entries.size(), cookie);
            SearchResultDone done;
            try (SearchCursor cursor = connection.search(request)) {
                if (!collect(cursor, entries, end)) {
                    return new Entries(entries, false);
                }
                done = done(cursor);
            } catch (CursorException e) {
                throw new LdapException(e);
            } catch (IOException e) {
                throw new UncheckedIOException("a cursor closes without such", e);
            }
            if (!isComplete(done.getLdapResult())) {
                return new Entries(entries, false);
            }
            cookie = cookie(done);
        } while (cookie.length > 0);
        return new Entries(entries, true);
    }

    private SearchRequest request(int most, byte[] cookie) throws LdapException {
        PagedResults page = new PagedResultsImpl();
        page.setSize(Math.min(pageSize, most + 1)); // One more tells whether there are more.
        page.setCookie(cookie);
        SearchRequest request = new SearchRequestImpl();
        request.setBase(new Dn(query.base()));
        request.setScope(query.scope());
        request.setFilter(query.filter());
        request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
        request.addAttributes(query.attributes().toArray(String[]::new));
        request.addControl(page);
        return request;
    }

    /** Whether the page was read to its end. */
    private boolean collect(SearchCursor cursor, List<Entry> entries, long end)
            throws LdapException, CursorException {
        int references = 0;
        while (cursor.next()) {
            if (System.nanoTime() - end > 0) {
                throw new LdapConnectionTimeOutException("the search took longer than " + time);
            }
            if (cursor.get() instanceof SearchResultEntry found) {
                if (entries.size() == query.mostEntries()) {
                    return false;
                }
                entries.add(found.getEntry());
            } else if (++references > MOST_REFERENCES) {
                return false;
            }
        }
        return true;
    }

    /** The library's cursor ends without a word when the connection breaks. */
    private static SearchResultDone done(SearchCursor cursor) throws InvalidConnectionException {
        if (cursor.getSearchResultDone() == null) {
            throw new InvalidConnectionException("the connection broke during the search");
        }
        return cursor.getSearchResultDone();
    }

    /** Whether the server had no reason to keep more back. */
    private static boolean isComplete(LdapResult result) throws LdapException {
        ResultCodeEnum code = result.getResultCode();
        return switch (code) {
            case SUCCESS, NO_SUCH_OBJECT -> true;
            case SIZE_LIMIT_EXCEEDED, ADMIN_LIMIT_EXCEEDED -> false;
            default -> throw new LdapOperationException(code, result.getDiagnosticMessage());
        };
    }

    private static byte[] cookie(SearchResultDone done) {
        return done.getControl(PagedResults.OID) instanceof PagedResults page
                        && page.getCookie() != null
                ? page.getCookie()
                : new byte[0];
    }
}
