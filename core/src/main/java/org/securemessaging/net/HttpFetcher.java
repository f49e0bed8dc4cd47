package org.securemessaging.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches over http and https (RFC 9110): no credentials, no cookies, no proxy, no compression; a
 * bounded number of redirects, each of whose targets is vetted like the first; a bounded answer in
 * bounded time, however slowly it drips. Thread safe; one is enough for a server.
 */
public final class HttpFetcher implements Fetcher, AutoCloseable {
    // A server that needs longer to accept a connection won't answer within a mail's budget either.
    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    // From a CA's old name to its new one and on to https and a mirror is three.
    private static final int REDIRECTS = 4;
    private static final int BUFFER_BYTES = 16 * 1024;
    // Says what we are not: nothing about this server is told to whoever runs the address.
    private static final String USER_AGENT = "PKIX-Client";

    private final CloseableHttpClient client;
    private final ScheduledExecutorService watchdog;

    /**
     * A fetcher.
     *
     * @param policy which machines may be asked
     */
    public HttpFetcher(AddressPolicy policy) {
        this(policy, SystemDefaultDnsResolver.INSTANCE);
    }

    HttpFetcher(AddressPolicy policy, DnsResolver lookUp) {
        this.client = client(new VettingResolver(policy, lookUp));
        this.watchdog =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "fetch-watchdog");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    private static CloseableHttpClient client(DnsResolver resolver) {
        ConnectionConfig connections =
                ConnectionConfig.custom().setConnectTimeout(Timeout.of(CONNECT_TIME)).build();
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(resolver)
                                .setDefaultConnectionConfig(connections)
                                .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setHardCancellationEnabled(true).build())
                .setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public FetchResult fetch(FetchRequest request, OutputStream sink) throws IOException {
        long end = System.nanoTime() + request.time().toNanos();
        URI uri = request.uri();
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            if (!fetchable(uri)) {
                return failed(FetchResult.Failure.FORBIDDEN, uri, "not fetched from");
            }
            Answer answer = ask(uri, end, request, sink);
            if (answer.movedTo().isEmpty()) {
                return answer.result();
            }
            uri = answer.movedTo().get();
        }
        return failed(FetchResult.Failure.REFUSED, uri, "more than " + REDIRECTS + " redirects");
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    /** A result, or where to go for it. */
    private record Answer(FetchResult result, Optional<URI> movedTo) {
        static Answer of(FetchResult result) {
            return new Answer(result, Optional.empty());
        }
    }

    private static HttpUriRequestBase message(URI uri, FetchRequest request) {
        if (request.question().isEmpty()) {
            return new HttpGet(uri);
        }
        FetchRequest.Question question = request.question().get();
        HttpPost post = new HttpPost(uri);
        post.setEntity(
                new ByteArrayEntity(question.octets(), ContentType.create(question.contentType())));
        return post;
    }

    private Answer ask(URI uri, long end, FetchRequest request, OutputStream sink)
            throws IOException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return Answer.of(failed(FetchResult.Failure.TIMEOUT, uri, "no time left"));
        }
        HttpUriRequestBase message = message(uri, request);
        Future<?> bite = watchdog.schedule(message::cancel, left, TimeUnit.NANOSECONDS);
        // Opened and closed by hand: the client's own way reads an unwanted answer to its end.
        ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(RoutingSupport.determineHost(message), message, null);
            return read(uri, response, request.maximumBytes(), sink);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // The sink's, see below.
        } catch (VettingResolver.ForbiddenAddressException e) {
            return Answer.of(failed(FetchResult.Failure.FORBIDDEN, uri, e.getMessage()));
        } catch (IOException | HttpException e) {
            boolean late = System.nanoTime() >= end || e instanceof java.net.SocketTimeoutException;
            return Answer.of(
                    failed(
                            late ? FetchResult.Failure.TIMEOUT : FetchResult.Failure.UNREACHABLE,
                            uri,
                            e.toString()));
        } finally {
            bite.cancel(false);
            message.cancel(); // No effect on an answer that was read to its end.
            Closer.closeQuietly(response);
        }
    }

    private static Answer read(
            URI uri, ClassicHttpResponse response, long maximumBytes, OutputStream sink)
            throws IOException {
        int status = response.getCode();
        if (status >= 300 && status < 400) {
            return redirect(uri, response);
        }
        if (status != 200 || response.getEntity() == null) {
            return Answer.of(failed(FetchResult.Failure.REFUSED, uri, "status " + status));
        }
        return Answer.of(copy(uri, response.getEntity().getContent(), maximumBytes, sink));
    }

    private static Answer redirect(URI uri, ClassicHttpResponse response) {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        try {
            if (location != null) {
                URI next = uri.resolve(location.getValue());
                return new Answer(new FetchResult.Complete(0), Optional.of(next));
            }
        } catch (IllegalArgumentException e) {
            return Answer.of(failed(FetchResult.Failure.REFUSED, uri, "redirect to no address"));
        }
        return Answer.of(failed(FetchResult.Failure.REFUSED, uri, "redirect to nowhere"));
    }

    private static FetchResult copy(URI uri, InputStream in, long maximumBytes, OutputStream sink)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > maximumBytes) {
                return failed(
                        FetchResult.Failure.TOO_LARGE, uri, "over " + maximumBytes + " bytes");
            }
            write(sink, buffer, n);
        }
        return new FetchResult.Complete(total);
    }

    private static void write(OutputStream sink, byte[] buffer, int count) {
        try {
            sink.write(buffer, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Told apart from what the network does.
        }
    }

    private static boolean fetchable(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null;
    }

    private static FetchResult failed(FetchResult.Failure failure, URI uri, String detail) {
        return new FetchResult.Failed(failure, uri + ": " + detail);
    }
}
