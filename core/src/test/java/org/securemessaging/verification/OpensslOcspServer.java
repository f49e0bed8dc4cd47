package org.securemessaging.verification;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenSSL's responder as a server of its own. It reads its index once, when it starts. */
final class OpensslOcspServer implements AutoCloseable {
    private static final Pattern ACCEPT = Pattern.compile("ACCEPT .*:(\\d+) PID=(\\d+)");

    private final Process process;
    private final int port;

    private OpensslOcspServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it on {@code index.txt}, {@code ca.crt} and {@code ca.key} of a folder. */
    static OpensslOcspServer start(Path folder, int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                "openssl ocsp -index index.txt -CA ca.crt -rsigner ca.crt -rkey ca.key -nmin 5 -port "
                                        .concat(Integer.toString(port))
                                        .split(" "))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        // Not closed: what it writes later must find a reader.
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null) {
            Matcher accept = ACCEPT.matcher(line);
            if (accept.matches()
                    && Integer.parseInt(accept.group(1)) == port
                    && Long.parseLong(accept.group(2)) == process.pid()) {
                return new OpensslOcspServer(process, port);
            }
            line = out.readLine();
        }
        throw new IOException("openssl ocsp did not start: " + process.onExit().join().exitValue());
    }

    /** What it answers to a path, as {@code GET} sends it. */
    byte[] answer(String path) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It accepts connections as before, and does nothing any more. */
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
