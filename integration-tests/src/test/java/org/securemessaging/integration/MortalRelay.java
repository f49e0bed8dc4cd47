package org.securemessaging.integration;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between an LDAP client and its server, and dies after so many requests: all connections
 * break, and new ones are closed at once, until it is revived.
 */
final class MortalRelay implements Closeable {
    private final ServerSocket socket;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger life = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private MortalRelay(ServerSocket socket, int server) {
        this.socket = socket;
        this.server = server;
    }

    static MortalRelay to(int server) throws IOException {
        MortalRelay relay =
                new MortalRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        relay.threads.execute(relay::accept);
        return relay;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on it passes so many requests, and then dies. */
    void dieAfter(int requests) {
        turnedAway.set(0);
        life.set(requests);
    }

    void revive() {
        life.set(Integer.MAX_VALUE);
    }

    /** How often somebody came while it was dead. */
    int turnedAway() {
        return turnedAway.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        open.forEach(MortalRelay::end);
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (life.get() <= 0) {
                    turnedAway.incrementAndGet();
                    end(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(upstream);
        threads.execute(() -> pass(client, upstream, true));
        threads.execute(() -> pass(upstream, client, false));
    }

    private void pass(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                // A client that waits for its answer writes one request at a time.
                if (requests && life.decrementAndGet() < 0) {
                    open.forEach(MortalRelay::end);
                    return;
                }
                out.write(buffer, 0, got);
                out.flush();
            }
        } catch (IOException e) {
            Thread.currentThread().setName("relay, one side gone");
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
