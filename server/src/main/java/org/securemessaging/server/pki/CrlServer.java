package org.securemessaging.server.pki;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves the files of one folder over HTTP, on the loopback address. */
public final class CrlServer implements AutoCloseable {
    private static final String CONTEXT = "/crl/";

    private final HttpServer server;

    private CrlServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; answers only after {@link #serve}.
     *
     * @param port the port, or 0 for any
     * @return the server
     * @throws UncheckedIOException if the port is taken
     */
    public static CrlServer bind(int port) {
        try {
            return new CrlServer(
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins to answer.
     *
     * @param folder whose files are served; read at each request
     */
    public void serve(Path folder) {
        server.createContext(CONTEXT, exchange -> answer(exchange, folder));
        server.start();
    }

    /**
     * The address under which the folder's files are found.
     *
     * @return an http address without a slash at its end
     */
    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/crl";
    }

    private static void answer(HttpExchange exchange, Path folder) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(CONTEXT.length());
            // One name, no path: nothing outside the folder can be asked for.
            if (!name.matches("[a-z0-9-]+\\.crl") || !Files.exists(folder.resolve(name))) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = Files.readAllBytes(folder.resolve(name));
            exchange.getResponseHeaders().set("Content-Type", "application/pkix-crl");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
