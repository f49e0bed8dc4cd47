package org.securemessaging.server.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An IMAP server with one message, which leaves the first FETCHes unanswered. */
final class ScriptedImap implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> unanswered = new ConcurrentHashMap<>();
    private final String message;

    ScriptedImap(String message, int unanswered) throws IOException {
        this.message = message;
        leaveUnanswered("FETCH", unanswered);
        threads.execute(this::accept);
    }

    /** From now on leaves the next so many commands of this name unanswered. */
    void leaveUnanswered(String command, int count) {
        unanswered.put(command, new AtomicInteger(count));
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(client.getInputStream(), US_ASCII));
                OutputStream out = client.getOutputStream()) {
            write(out, "* OK [CAPABILITY IMAP4rev1] ready\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                write(out, answer(words[0], words[1].toUpperCase(Locale.ROOT)));
            }
        } catch (IOException gone) {
            // The client hung up, as the test wants it to.
        }
    }

    private String answer(String tag, String command) {
        if (unanswered.getOrDefault(command, new AtomicInteger()).getAndDecrement() > 0) {
            return "";
        }
        return switch (command) {
                    case "CAPABILITY" -> "* CAPABILITY IMAP4rev1\r\n";
                    case "SELECT" -> "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] valid\r\n";
                    case "FETCH" ->
                            "* 1 FETCH (BODY[] {%d}\r\n%s)\r\n"
                                    .formatted(message.length(), message);
                    default -> "";
                }
                + tag
                + " OK done\r\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
