package org.securemessaging.directory.publication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.cursor.SearchCursor;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.OrNode;
import org.apache.directory.api.ldap.model.filter.PresenceNode;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.message.controls.PagedResults;
import org.apache.directory.api.ldap.model.message.controls.PagedResultsImpl;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.apache.directory.ldap.client.api.exception.InvalidConnectionException;

/** Finds entries by what they hold. Values go into filters as octets, so none can change one. */
final class EntrySearch {
    private static final int PAGE = 500;
    private static final String PROXY_ADDRESSES = "proxyAddresses";
    private static final String SMTP = "smtp:";
    private static final String NO_ATTRIBUTES = "1.1";

    private EntrySearch() {}

    /** The entries below a base that have an address; none if there is no such base. */
    static List<Dn> byAddress(
            LdapConnection connection, Dn base, List<String> attributes, PersonAddress address)
            throws LdapException {
        List<ExprNode> nodes = new ArrayList<>();
        for (String attribute : attributes) {
            boolean proxy = attribute.equalsIgnoreCase(PROXY_ADDRESSES);
            nodes.add(new EqualityNode<String>(attribute, (proxy ? SMTP : "") + address));
        }
        // Two are as many as it takes to know that one of them would be wrong.
        SearchRequest request = request(base, or(nodes));
        request.setSizeLimit(2);
        List<Dn> found = new ArrayList<>();
        run(connection, request, entry -> found.add(entry.getDn()));
        return found;
    }

    /** The entries below a base that have one of some attributes. */
    static List<Dn> having(LdapConnection connection, Dn base, List<PublishedAttribute> attributes)
            throws LdapException {
        List<String> types = attributes.stream().map(PublishedAttribute::type).toList();
        List<Dn> found = new ArrayList<>();
        having(connection, base, types, List.of(NO_ATTRIBUTES), entry -> found.add(entry.getDn()));
        return found;
    }

    /** The addresses that the entries below a base have which have one of some attributes. */
    static List<PersonAddress> addresses(
            LdapConnection connection, Dn base, List<String> present, List<String> attributes)
            throws LdapException {
        List<PersonAddress> found = new ArrayList<>();
        having(
                connection,
                base,
                present,
                attributes,
                entry -> found.addAll(addresses(entry, attributes)));
        return found;
    }

    private static List<PersonAddress> addresses(Entry entry, List<String> attributes) {
        List<PersonAddress> found = new ArrayList<>();
        for (String name : attributes) {
            Attribute attribute = entry.get(name);
            if (attribute != null) {
                for (Value value : attribute) {
                    String text = value.getString();
                    boolean proxy = name.equalsIgnoreCase(PROXY_ADDRESSES);
                    if (!proxy || text.regionMatches(true, 0, SMTP, 0, SMTP.length())) {
                        PersonAddress.parse(proxy ? text.substring(SMTP.length()) : text)
                                .ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    /** Whether the one entry has a value in one of some attributes. */
    static boolean holds(LdapConnection connection, Dn dn, List<String> attributes, String value)
            throws LdapException {
        List<ExprNode> nodes = new ArrayList<>();
        attributes.forEach(attribute -> nodes.add(new EqualityNode<String>(attribute, value)));
        SearchRequest request = request(dn, or(nodes));
        request.setScope(SearchScope.OBJECT);
        List<Dn> found = new ArrayList<>();
        run(connection, request, entry -> found.add(entry.getDn()));
        return !found.isEmpty();
    }

    private static void having(
            LdapConnection connection,
            Dn base,
            List<String> present,
            List<String> asked,
            Consumer<Entry> each)
            throws LdapException {
        List<ExprNode> nodes = new ArrayList<>();
        present.forEach(attribute -> nodes.add(new PresenceNode(attribute)));
        byte[] cookie = {};
        do {
            PagedResults page = new PagedResultsImpl();
            page.setSize(PAGE);
            page.setCookie(cookie);
            SearchRequest request = request(base, or(nodes), asked);
            request.addControl(page);
            SearchResultDone done = run(connection, request, each);
            cookie =
                    done.getControl(PagedResults.OID) instanceof PagedResults next
                                    && next.getCookie() != null
                            ? next.getCookie()
                            : new byte[0];
        } while (cookie.length > 0);
    }

    private static ExprNode or(List<ExprNode> nodes) {
        return nodes.size() == 1 ? nodes.get(0) : new OrNode(nodes);
    }

    private static SearchRequest request(Dn base, ExprNode filter) {
        return request(base, filter, List.of(NO_ATTRIBUTES));
    }

    private static SearchRequest request(Dn base, ExprNode filter, List<String> attributes) {
        SearchRequest request = new SearchRequestImpl();
        request.setBase(base).setScope(SearchScope.SUBTREE).setFilter(filter);
        request.addAttributes(attributes.toArray(String[]::new));
        return request;
    }

    private static SearchResultDone run(
            LdapConnection connection, SearchRequest request, Consumer<Entry> each)
            throws LdapException {
        try (SearchCursor cursor = connection.search(request)) {
            while (cursor.next()) {
                // Referrals are no entries, and are not followed.
                if (cursor.isEntry()) {
                    each.accept(cursor.getEntry());
                }
            }
            SearchResultDone done = cursor.getSearchResultDone();
            if (done == null) {
                // The library's cursor ends without a word when the connection breaks.
                throw new InvalidConnectionException("the connection broke during the search");
            }
            ResultCodeEnum code = done.getLdapResult().getResultCode();
            if (code != ResultCodeEnum.NO_SUCH_OBJECT
                    && code != ResultCodeEnum.SIZE_LIMIT_EXCEEDED) {
                ResultCodeEnum.processResponse(done);
            } else if (code == ResultCodeEnum.SIZE_LIMIT_EXCEEDED && request.getSizeLimit() == 0) {
                ResultCodeEnum.processResponse(done);
            }
            return done;
        } catch (CursorException | IOException e) {
            // Not the server's word, which would set the order aside for good.
            throw new LdapException("a search ended early: " + e.getMessage(), e);
        }
    }
}
