package org.securemessaging.admin.webadmin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.task.Hostname;
import org.apache.james.task.MemoryTaskManager;
import org.apache.james.task.TaskManager;
import org.apache.james.webadmin.RandomPortSupplier;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.securemessaging.admin.task.AdministrationTasks;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.Directories;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.pipeline.publication.DirectoryCare;
import spark.Service;

/** Our routes in the web server that James uses, and a client. */
public final class Webadmin implements AutoCloseable {
    private final Service service = Service.ignite();
    private final MemoryTaskManager tasks = new MemoryTaskManager(new Hostname("here"));
    private final List<Routes> routes;

    private Webadmin(Path conf, WebAdminConfiguration web, Optional<String> login) {
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(conf);
        Clock clock = Clock.systemUTC();
        KeyVault vault = VaultAssembly.of(configuration.vault());
        AdministrationTasks administration =
                new AdministrationTasks(
                        configuration,
                        () -> care(configuration, clock),
                        () -> {
                            throw new AssertionError("nothing seals these archives");
                        },
                        vault,
                        clock);
        PageGuard guard = new PageGuard(web);
        this.routes =
                List.of(
                        new DirectoryRoutes(tasks, administration, guard),
                        new ArchiveRoutes(
                                tasks, administration, guard, configuration, vault, clock));
        service.ipAddress("127.0.0.1");
        service.port(0);
        service.before(
                (request, response) -> {
                    response.type("application/json");
                    // As JwtFilter does with a good token.
                    login.ifPresent(name -> request.attribute("LOGIN", name));
                });
        routes.forEach(each -> each.define(service));
        service.awaitInitialization();
    }

    /** Without JWT, as James does it by default. */
    public static Webadmin open(Path conf) {
        return new Webadmin(conf, configuration().build(), Optional.empty());
    }

    /** As if each request had somebody's token. */
    static Webadmin authenticated(Path conf, String login) {
        return new Webadmin(conf, configuration().build(), Optional.of(login));
    }

    /** With CORS for an origin. */
    static Webadmin forOrigin(Path conf, String origin) {
        return new Webadmin(
                conf,
                configuration().corsEnabled().urlCORSOrigin(origin).build(),
                Optional.empty());
    }

    private static WebAdminConfiguration.Builder configuration() {
        return WebAdminConfiguration.builder()
                .enabled()
                .host("mail.example.org")
                .port(new RandomPortSupplier());
    }

    private static DirectoryCare care(SecureMessagingConfiguration configuration, Clock clock) {
        Directories directories = new Directories(configuration.directories(), clock);
        return new DirectoryCare(
                configuration.publication(),
                directories.named(configuration.publication().directory().orElseThrow()),
                Optional.empty(),
                new VerificationEngine(configuration, directories, clock),
                clock);
    }

    TaskManager tasks() {
        return tasks;
    }

    /** Every route, as {@code GET /path}. */
    List<String> routes() {
        return service.routes().stream()
                .filter(route -> !route.getMatchUri().equals("+/*paths"))
                .map(
                        route ->
                                route.getHttpMethod().name().toUpperCase(Locale.ROOT)
                                        + " "
                                        + route.getMatchUri())
                .toList();
    }

    public HttpResponse<String> get(String pathAndQuery, String... headers)
            throws IOException, InterruptedException {
        return send("GET", pathAndQuery, HttpResponse.BodyHandlers.ofString(), headers);
    }

    HttpResponse<byte[]> octets(String pathAndQuery) throws IOException, InterruptedException {
        return send("GET", pathAndQuery, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String pathAndQuery, String... headers)
            throws IOException, InterruptedException {
        return send("POST", pathAndQuery, HttpResponse.BodyHandlers.ofString(), headers);
    }

    /** What java.net.http does not let a test say. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private <T> HttpResponse<T> send(
            String method, String pathAndQuery, HttpResponse.BodyHandler<T> body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + service.port() + pathAndQuery))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.isEmpty()) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), body);
    }

    @Override
    public void close() {
        service.stop();
        service.awaitStop();
        tasks.stop();
    }
}
