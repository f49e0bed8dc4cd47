package org.securemessaging.integration;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An SMTP server that takes every mail and gives it to somebody; without extensions. */
final class SmtpSink implements Closeable {
    private final ServerSocket socket;
    private final Consumer<Sunk> taker;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A message, a character for each octet, with its envelope. */
    record Sunk(List<String> recipients, String message) {}

    private SmtpSink(ServerSocket socket, Consumer<Sunk> taker) {
        this.socket = socket;
        this.taker = taker;
    }

    /**
     * Opens a sink on a free port of the loopback address.
     *
     * @param taker is given each message before it is acknowledged, by many threads
     */
    static SmtpSink open(Consumer<byte[]> taker) throws IOException {
        return openWithEnvelopes(
                sunk -> taker.accept(sunk.message().getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Opens a sink that tells of envelopes too. */
    static SmtpSink openWithEnvelopes(Consumer<Sunk> taker) throws IOException {
        SmtpSink sink =
                new SmtpSink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), taker);
        sink.threads.execute(sink::accept);
        return sink;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on it has no mailbox of an address. */
    void refuse(String address) {
        refused.add(address);
    }

    /** Counts how often each Message-ID comes. */
    static Consumer<byte[]> counting(Map<String, Integer> counts) {
        return message -> counts.merge(messageId(message), 1, Integer::sum);
    }

    static Map<String, Integer> counts() {
        return new ConcurrentHashMap<>();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private static String messageId(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("Message-ID: "))
                .findFirst()
                .map(line -> line.substring("Message-ID: ".length()))
                .orElse("");
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream()) {
            say(out, "220 sink");
            List<String> recipients = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("MAIL")) {
                    recipients.clear();
                } else if (command.startsWith("RCPT")) {
                    recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                } else if (command.startsWith("DATA")) {
                    say(out, "354 go on");
                    taker.accept(new Sunk(List.copyOf(recipients), data(in)));
                }
                say(out, answer(line));
            }
        } catch (IOException e) {
            // The client was killed; what it did not get acknowledged it sends again.
            Thread.currentThread().setName("sink, client gone");
        }
    }

    private String answer(String line) {
        if (line.startsWith("RCPT") && refused.stream().anyMatch(line::contains)) {
            return "550 5.1.1 no such mailbox";
        }
        return line.startsWith("QUIT") ? "221 bye" : "250 ok";
    }

    private static String data(InputStream in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = line(in); !line.equals("."); line = line(in)) {
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return message.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the client is gone");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
