package org.securemessaging.james39;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.james.server.task.json.JsonTaskSerializer;
import org.apache.james.webadmin.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spark.Service;

/** The routes of the jar for James 3.9 in the web server of James 3.9. */
class WebadminTest {
    private static final String ARCHIVE = "/securemessaging/archive";

    @TempDir private static Path folder;
    private static final Service SERVICE = Service.ignite();
    private static James39 james;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectory(folder.resolve("archive"));
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                """
                <securemessaging>
                  <archive><folder>file://archive/</folder></archive>
                </securemessaging>
                """);
        james = new James39(folder, Instant.parse("2026-12-01T00:00:00Z"));
        SERVICE.ipAddress("127.0.0.1");
        SERVICE.port(0);
        for (String name : new String[] {"DirectoryRoutes", "ArchiveRoutes"}) {
            Routes routes = james.routes(name);
            assertThat(routes.getClass().getClassLoader())
                    .isNotSameAs(WebadminTest.class.getClassLoader());
            routes.define(SERVICE);
        }
        SERVICE.awaitInitialization();
    }

    @AfterAll
    static void stop() {
        SERVICE.stop();
    }

    @Test
    void archiveShouldBeReadAndWrittenDown() throws Exception {
        HttpResponse<String> answer = send("GET", ARCHIVE + "?who=carol&why=x");

        assertThat(answer.body()).isEqualTo("{\"records\":[],\"next\":null}");
        assertThat(folder.resolve("archive/audit.log")).content().contains("carol");
    }

    @Test
    void wrongRequestsShouldBeRefusedInJamessForm() throws Exception {
        HttpResponse<String> answer = send("GET", ARCHIVE + "/00000000/export?who=carol");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"type\":\"InvalidArgument\"", "'why' is missing");
        assertThat(send("GET", ARCHIVE + "?who=carol&why=x", "Origin", "https://evil.example"))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(403);
        assertThat(send("POST", "/securemessaging/directory?action=sweep").statusCode())
                .isEqualTo(409);
    }

    @Test
    void tasksShouldBeSubmittedAndWrittenDown() throws Exception {
        HttpResponse<String> answer = send("POST", ARCHIVE + "?action=verify");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/tasks/");
        JsonTaskSerializer tasks = new JsonTaskSerializer(james.tasks().taskDTOModules());
        String json = "{\"type\":\"securemessaging-directory-sweep\",\"dryRun\":true}";
        assertThat(tasks.serialize(tasks.deserialize(json))).isEqualTo(json);
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVICE.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
