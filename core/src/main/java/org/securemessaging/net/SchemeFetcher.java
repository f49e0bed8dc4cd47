package org.securemessaging.net;

import java.io.IOException;
import java.io.OutputStream;

/** Fetches over http, https, ldap and ldaps, each by who knows it. Thread safe; to be closed. */
public final class SchemeFetcher implements Fetcher, AutoCloseable {
    private final HttpFetcher web;
    private final LdapFetcher directories;

    /**
     * A fetcher.
     *
     * @param policy which machines may be asked
     */
    public SchemeFetcher(AddressPolicy policy) {
        this.web = new HttpFetcher(policy);
        this.directories = new LdapFetcher(policy);
    }

    @Override
    public FetchResult fetch(FetchRequest request, OutputStream sink) throws IOException {
        Fetcher fetcher = LdapAddress.isLdap(request.uri()) ? directories : web;
        return fetcher.fetch(request, sink);
    }

    @Override
    public void close() {
        web.close();
        directories.close();
    }
}
