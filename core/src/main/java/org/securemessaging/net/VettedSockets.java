package org.securemessaging.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Connects to hosts that strangers name, at addresses that the policy permits, and cuts what is not
 * done in time, however slowly it drips. Thread safe; to be closed.
 */
final class VettedSockets implements AutoCloseable {
    // As long as for http.
    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);

    private final DnsResolver resolver;
    private final ScheduledExecutorService watchdog;

    /** What is done with a connection. */
    @FunctionalInterface
    interface Talk<T> {
        T over(Socket socket) throws IOException;
    }

    VettedSockets(AddressPolicy policy, DnsResolver lookUp, String name) {
        this.resolver = new VettingResolver(policy, lookUp);
        this.watchdog =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Connects to the first of a host's addresses that can be reached.
     *
     * @param end the time of {@link System#nanoTime()} at which the connection is cut
     * @throws VettingResolver.ForbiddenAddressException if no address may be asked
     * @throws IOException if none can be reached, or what the talk throws
     */
    <T> T with(String host, int port, long end, Talk<T> talk) throws IOException {
        InetAddress[] permitted = resolver.resolve(host);
        IOException last = new IOException("no address");
        for (InetAddress each : permitted) {
            try (Socket socket = new Socket()) {
                var bite = watchdog.schedule(() -> cut(socket), left(end), TimeUnit.NANOSECONDS);
                try {
                    connect(socket, new InetSocketAddress(each, port), end);
                } catch (IOException e) {
                    last = e;
                    bite.cancel(false);
                    continue;
                }
                try {
                    return talk.over(socket);
                } finally {
                    bite.cancel(false);
                }
            }
        }
        throw last;
    }

    /**
     * Speaks TLS from now on.
     *
     * @param anchors the CAs that are believed; if empty, those that this Java trusts
     * @throws IOException if the host does not show that it is the one
     */
    static Socket secured(Socket socket, String host, int port, Collection<X509Certificate> anchors)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, HostTrust.of(host, anchors, refusal -> {}).alone(), null);
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, false);
            secured.startHandshake();
            return secured;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    private static void connect(Socket socket, InetSocketAddress where, long end)
            throws IOException {
        long millis = Math.min(CONNECT_TIME.toMillis(), left(end) / 1_000_000);
        socket.connect(where, (int) Math.max(1, millis));
        socket.setTcpNoDelay(true);
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Whoever reads from it finds out; there is nobody else to tell.
            return;
        }
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }
}
