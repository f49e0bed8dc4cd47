package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.ServerPorts;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.directory.DirectoryProcess;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.IdentityFiles;
import org.securemessaging.server.pki.Person;

/** The routes and tasks in a James, with an archive and a directory. */
class WebadminIT {
    private static final String ARCHIVE = "/securemessaging/archive";
    private static final String READER = "who=carol&why=case+7";
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final byte[] MAIL =
            """
            From: <%s>
            To: <%s>
            Subject: archived
            Message-ID: <1@test.example>
            Date: Tue, 24 Nov 2026 00:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Grüße
            """
                    .formatted(Person.ALICE.address(), TestServer.RECIPIENT.address())
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir private static Path folder;

    private static DirectoryProcess directory;
    private static SmtpSink sink;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        directory = DirectoryProcess.start(Built.directory(), folder.resolve("directory"), 0);
        int port = directory.awaitPort();
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.createDirectory(ArchiveServer.folder(work));
        Map<String, Integer> delivered = SmtpSink.counts();
        sink = SmtpSink.open(SmtpSink.counting(delivered));
        server = TestServer.start(work, configuration -> configure(configuration, port));
        try (SmtpClient smtp = server.smtp()) {
            smtp.send(Person.ALICE.address(), TestServer.RECIPIENT.address(), MAIL);
        }
        long end = System.nanoTime() + DELIVERY.toNanos();
        while (delivered.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        sink.close();
        directory.close();
    }

    @Test
    void archiveShouldBeReadCheckedAndWrittenDown() throws Exception {
        JsonNode records = json(get(ARCHIVE + "?address=alice&" + READER)).get("records");
        assertThat(records).hasSize(1);
        String digest = records.get(0).get("sha256").asText();

        JsonNode shown = json(get(ARCHIVE + "/" + digest.substring(0, 10) + "?" + READER));
        assertThat(shown.get("facts").get("decryption").get("status").asText())
                .isEqualTo("not-encrypted");
        assertThat(shown.get("signature").isObject()).isTrue();
        // James adds Received above it.
        assertThat(octets(ARCHIVE + "/" + digest + "/export?part=original.eml&" + READER))
                .endsWith(MAIL);
        assertThat(get(ARCHIVE).statusCode()).isEqualTo(400);

        JsonNode task = finished(post(ARCHIVE + "?action=verify"));
        assertThat(task.get("status").asText()).as(task.toString()).isEqualTo("completed");
        JsonNode head = task.get("additionalInformation").get("heads").get(0);
        assertThat(head.get("records").asInt()).isEqualTo(1);
        assertThat(head.get("sealedAt").isTextual()).as(head.toString()).isTrue();
        assertThat(head.get("unsealed").asInt()).isZero();

        assertThat(Files.readAllLines(ArchiveServer.folder(server.work()).resolve("audit.log")))
                .hasSize(3)
                .allMatch(line -> line.contains("\"who\":\"carol\",\"why\":\"case 7\""));
    }

    @Test
    void sweepShouldRemoveWhatTheTrustListDenies() throws Exception {
        Path file = folder.resolve("alice.pem");
        IdentityFiles.writePem(file, server.pki().identity(Person.ALICE).certificate());
        String alice = file.toString();
        CommandLine commands = new CommandLine(server.work());
        commands.run("directory", "publish", "--unchecked", "--conf", conf(), alice).withOutput();
        commands.run("trust", "deny", "--list", conf() + "/trust.list", alice).withOutput();

        JsonNode dry = finished(post("/securemessaging/directory?action=sweep&dryRun"));
        assertThat(dry.get("status").asText()).as(dry.toString()).isEqualTo("completed");
        JsonNode swept = finished(post("/securemessaging/directory?action=sweep"));
        JsonNode again = finished(post("/securemessaging/directory?action=sweep"));

        assertThat(swept.get("type").asText()).isEqualTo("securemessaging-directory-sweep");
        assertThat(swept.get("additionalInformation").get("changes"))
                .hasSize(2)
                .isEqualTo(dry.get("additionalInformation").get("changes"));
        assertThat(again.get("additionalInformation").get("changed").asInt()).isZero();
    }

    @Test
    void pagesShouldBeKeptOut() throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(address(ARCHIVE + "?" + READER))
                                        .header("Origin", "https://evil.example")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        // What makes the refusal necessary.
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    private static void configure(WorkFolder work, int directoryPort) throws IOException {
        work.configure(Built.conf(), new ServerPorts(0, 0, 0), directoryPort);
        ArchiveServer.configure(
                work,
                sink.port(),
                "<protection><signAs>" + Person.ALICE.address() + "</signAs></protection>");
        Files.createFile(work.conf().resolve("trust.list"));
        Path configuration = work.conf().resolve("securemessaging.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace(
                                "</trust>",
                                "<trustList>file://conf/trust.list</trustList></trust>"));
    }

    private static String conf() {
        return server.work().resolve("conf").toString();
    }

    private static JsonNode finished(HttpResponse<String> submission) throws Exception {
        assertThat(submission.statusCode()).as(submission.body()).isEqualTo(201);
        return json(
                get(
                        submission.headers().firstValue("Location").orElseThrow()
                                + "/await?timeout=60s"));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address(path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] octets(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address(path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.ports().webadmin() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
