package org.securemessaging.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.ExtendedResponse;
import org.apache.directory.api.ldap.model.message.Message;
import org.apache.directory.api.ldap.model.message.OpaqueExtendedRequest;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Searches on LDAP servers that strangers name: as nobody, below what the server says it holds (RFC
 * 4512 §5.1), following no referral; a bounded answer in bounded time. With TLS the server must
 * show a certificate for its name under the CAs that this Java trusts. Thread safe; one is enough
 * for a server; to be closed.
 */
public final class LdapSearcher implements AutoCloseable {
    // One person has one entry.
    private static final int MOST_ENTRIES = 20;
    // A person's directory has one context beside those for its own schema and configuration.
    private static final int MOST_CONTEXTS = 5;
    // Entries, references that are not followed, and the end.
    private static final int MOST_MESSAGES = 100;
    private static final String STARTTLS = "1.3.6.1.4.1.1466.20037";

    private final VettedSockets sockets;
    private final Collection<X509Certificate> anchors;

    /** What came of a search. */
    public sealed interface Result {
        /**
         * It was answered.
         *
         * @param entries what was found; not all if there were many
         */
        record Found(List<Entry> entries) implements Result {
            /** Copies the list. */
            public Found {
                entries = List.copyOf(entries);
            }
        }

        /**
         * It was not.
         *
         * @param reason by kind
         * @param detail what went wrong, for an administrator
         */
        record Failed(FetchResult.Failure reason, String detail) implements Result {}
    }

    /**
     * A searcher.
     *
     * @param policy which machines may be asked
     */
    public LdapSearcher(AddressPolicy policy) {
        this(policy, SystemDefaultDnsResolver.INSTANCE, List.of());
    }

    LdapSearcher(AddressPolicy policy, DnsResolver lookUp, Collection<X509Certificate> anchors) {
        this.sockets = new VettedSockets(policy, lookUp, "ldap-search-watchdog");
        this.anchors = List.copyOf(anchors);
    }

    /**
     * Searches.
     *
     * @param search what and where
     * @return what was found, or why nothing is known
     */
    public Result search(LdapSearch search) {
        long end = System.nanoTime() + search.time().toNanos();
        try {
            return new Result.Found(
                    sockets.with(
                            search.host(), search.port(), end, socket -> entries(socket, search)));
        } catch (VettingResolver.ForbiddenAddressException e) {
            return failed(FetchResult.Failure.FORBIDDEN, search, e.getMessage());
        } catch (LdapEntryReader.AnswerException e) {
            return failed(e.failure(), search, e.getMessage());
        } catch (IOException e) {
            boolean late = System.nanoTime() >= end || e instanceof SocketTimeoutException;
            return failed(
                    late ? FetchResult.Failure.TIMEOUT : FetchResult.Failure.UNREACHABLE,
                    search,
                    late ? "no answer within " + search.time() : e.toString());
        }
    }

    private static Result failed(FetchResult.Failure reason, LdapSearch search, String detail) {
        return new Result.Failed(reason, search.host() + ":" + search.port() + ": " + detail);
    }

    @Override
    public void close() {
        sockets.close();
    }

    private List<Entry> entries(Socket socket, LdapSearch search) throws IOException {
        Socket speaking =
                switch (search.security()) {
                    case NONE -> socket;
                    case TLS -> secured(socket, search);
                    case STARTTLS -> {
                        startTls(socket);
                        yield secured(socket, search);
                    }
                };
        LdapConversation conversation =
                new LdapConversation(
                        new BufferedInputStream(speaking.getInputStream()),
                        speaking.getOutputStream());
        for (String base : bases(conversation, search.likelyBase())) {
            List<Entry> found =
                    ask(
                            conversation,
                            base,
                            SearchScope.SUBTREE,
                            search.filter(),
                            search.attributes());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private Socket secured(Socket socket, LdapSearch search) throws IOException {
        return VettedSockets.secured(socket, search.host(), search.port(), anchors);
    }

    /** Not buffered: what comes behind the answer in clear must not be taken for a part of TLS. */
    private static void startTls(Socket socket) throws IOException {
        LdapConversation clear =
                new LdapConversation(socket.getInputStream(), socket.getOutputStream());
        clear.send(new OpaqueExtendedRequest(STARTTLS));
        Message answer = clear.receive();
        if (!(answer instanceof ExtendedResponse response)
                || response.getLdapResult().getResultCode() != ResultCodeEnum.SUCCESS) {
            throw new LdapEntryReader.AnswerException(
                    FetchResult.Failure.REFUSED, "STARTTLS is refused");
        }
    }

    /**
     * Where to look: the likely base alone, if it is a context of the server or that says nothing.
     */
    private static List<String> bases(LdapConversation conversation, String likely)
            throws IOException {
        List<String> contexts =
                ask(
                                conversation,
                                "",
                                SearchScope.OBJECT,
                                "(objectClass=*)",
                                List.of("namingContexts"))
                        .stream()
                        .flatMap(LdapSearcher::contexts)
                        .filter(context -> !context.isEmpty() && Dn.isValid(context))
                        .limit(MOST_CONTEXTS)
                        .toList();
        return contexts.isEmpty() || contexts.stream().anyMatch(likely::equalsIgnoreCase)
                ? List.of(likely)
                : contexts;
    }

    private static Stream<String> contexts(Entry rootDse) {
        Attribute contexts = rootDse.get("namingContexts");
        return contexts == null
                ? Stream.empty()
                : StreamSupport.stream(contexts.spliterator(), false).map(Value::getString);
    }

    private static List<Entry> ask(
            LdapConversation conversation,
            String base,
            SearchScope scope,
            String filter,
            List<String> attributes)
            throws IOException {
        conversation.send(request(base, scope, filter, attributes));
        List<Entry> entries = new ArrayList<>();
        for (int messages = 0; messages < MOST_MESSAGES; messages++) {
            Message message = conversation.receive();
            if (message instanceof SearchResultDone done) {
                requireAnswer(done.getLdapResult().getResultCode());
                return entries;
            }
            if (message instanceof SearchResultEntry entry && entries.size() < MOST_ENTRIES) {
                entries.add(entry.getEntry());
            }
        }
        throw new LdapEntryReader.AnswerException(
                FetchResult.Failure.TOO_LARGE, "more than " + MOST_MESSAGES + " answers");
    }

    private static SearchRequest request(
            String base, SearchScope scope, String filter, List<String> attributes)
            throws IOException {
        try {
            SearchRequest request = new SearchRequestImpl();
            request.setBase(new Dn(base));
            request.setScope(scope);
            request.setFilter(filter);
            request.setSizeLimit(MOST_ENTRIES);
            request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
            request.addAttributes(attributes.toArray(String[]::new));
            return request;
        } catch (LdapException e) {
            throw new IOException("the search can't be made", e);
        }
    }

    private static void requireAnswer(ResultCodeEnum code) throws LdapEntryReader.AnswerException {
        switch (code) {
            case SUCCESS, NO_SUCH_OBJECT, SIZE_LIMIT_EXCEEDED, ADMIN_LIMIT_EXCEEDED -> {}
            default ->
                    throw new LdapEntryReader.AnswerException(
                            FetchResult.Failure.REFUSED, "LDAP result " + code.getValue());
        }
    }
}
