package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.server.pki.Person;

/**
 * What webadmin tells of CRLs, before and after a mail made the server fetch one, and of the rest.
 */
class HealthCheckIT {
    private static final String CHECK = "/healthcheck/checks/CRL%20freshness";

    @TempDir private static Path work;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = TestServer.start(work);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void webadminShouldTellOfTheCrls() throws IOException, InterruptedException {
        assertThat(get("/healthcheck").body()).contains("CRL freshness");
        assertThat(get(CHECK).body()).contains("\"status\":\"healthy\"");

        server.deliver(Mails.signed(server.pki(), Person.ALICE, "Hello.\n"));

        assertThat(fetched()).isPositive();
        assertThat(get(CHECK).body()).contains("\"status\":\"healthy\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Certificate directory",
                "Publication outbox",
                "Key vault",
                "Compliance archive"
            })
    void webadminShouldTellOfWhatIsUsedBesides(String check)
            throws IOException, InterruptedException {
        String path = "/healthcheck/checks/" + check.replace(" ", "%20");

        assertThat(get(path).body()).contains(check).contains("\"status\":\"healthy\"");
    }

    private static long fetched() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("var/crl-cache"))) {
            return files.filter(file -> file.toString().endsWith(".crl")).count();
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.ports().webadmin() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
