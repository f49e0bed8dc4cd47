package org.securemessaging.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.asn1.EncoderException;
import org.apache.directory.api.asn1.util.Asn1Buffer;
import org.apache.directory.api.ldap.codec.api.LdapApiServiceFactory;
import org.apache.directory.api.ldap.codec.api.LdapEncoder;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Fetches the values of an entry's attributes over ldap and ldaps (RFC 4516) from servers that
 * strangers name: as nobody, one entry, no search, no referral; a bounded answer in bounded time,
 * however slowly it drips. Several values come one after another; of an attribute for CRLs, the
 * first alone. Over ldaps the server must show a certificate for its name under the CAs that this
 * Java trusts. Thread safe; one is enough for a server.
 */
public final class LdapFetcher implements Fetcher, AutoCloseable {
    private static final int MESSAGE_ID = 1;

    private final VettedSockets sockets;

    /**
     * A fetcher.
     *
     * @param policy which machines may be asked
     */
    public LdapFetcher(AddressPolicy policy) {
        this(policy, SystemDefaultDnsResolver.INSTANCE);
    }

    LdapFetcher(AddressPolicy policy, DnsResolver lookUp) {
        this.sockets = new VettedSockets(policy, lookUp, "ldap-fetch-watchdog");
    }

    @Override
    public FetchResult fetch(FetchRequest request, OutputStream sink) throws IOException {
        URI uri = request.uri();
        Optional<LdapAddress> address = LdapAddress.of(uri);
        if (address.isEmpty() || request.question().isPresent()) {
            return failed(FetchResult.Failure.FORBIDDEN, uri, "not fetched from");
        }
        long end = System.nanoTime() + request.time().toNanos();
        try {
            LdapAddress asked = address.get();
            return sockets.with(
                    asked.host(), asked.port(), end, socket -> talk(socket, asked, request, sink));
        } catch (UncheckedIOException e) {
            throw e.getCause(); // The sink's.
        } catch (VettingResolver.ForbiddenAddressException e) {
            return failed(FetchResult.Failure.FORBIDDEN, uri, e.getMessage());
        } catch (LdapEntryReader.AnswerException e) {
            return failed(e.failure(), uri, e.getMessage());
        } catch (IOException e) {
            boolean late = System.nanoTime() >= end || e instanceof SocketTimeoutException;
            return failed(
                    late ? FetchResult.Failure.TIMEOUT : FetchResult.Failure.UNREACHABLE,
                    uri,
                    e.toString());
        }
    }

    @Override
    public void close() {
        sockets.close();
    }

    private static FetchResult talk(
            Socket socket, LdapAddress address, FetchRequest request, OutputStream sink)
            throws IOException {
        Socket speaking =
                address.tls()
                        ? VettedSockets.secured(socket, address.host(), address.port(), List.of())
                        : socket;
        OutputStream out = speaking.getOutputStream();
        out.write(question(address));
        out.flush();
        LdapEntryReader reader =
                new LdapEntryReader(
                        new BufferedInputStream(speaking.getInputStream()),
                        address,
                        request.maximumBytes(),
                        sink);
        return new FetchResult.Complete(reader.read());
    }

    /** Both forms of each name: some servers know an attribute with ;binary alone, some without. */
    private static byte[] question(LdapAddress address) throws IOException {
        List<String> attributes = new ArrayList<>();
        for (String name : address.attributes()) {
            attributes.add(name + ";binary");
            attributes.add(name);
        }
        try {
            SearchRequest request = new SearchRequestImpl();
            request.setMessageId(MESSAGE_ID);
            request.setBase(new Dn(address.entry()));
            request.setScope(SearchScope.OBJECT);
            request.setFilter("(objectClass=*)");
            request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
            request.addAttributes(attributes.toArray(String[]::new));
            ByteBuffer encoded =
                    LdapEncoder.encodeMessage(
                            new Asn1Buffer(), LdapApiServiceFactory.getSingleton(), request);
            byte[] octets = new byte[encoded.remaining()];
            encoded.get(octets);
            return octets;
        } catch (LdapException | EncoderException e) {
            throw new IOException("the address can't be asked for", e);
        }
    }

    private static FetchResult failed(FetchResult.Failure failure, URI uri, String detail) {
        return new FetchResult.Failed(failure, uri + ": " + detail);
    }
}
