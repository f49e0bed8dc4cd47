package org.securemessaging.admin.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.task.TaskExecutionDetails;
import org.apache.james.task.TaskId;
import org.apache.james.task.TaskManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.admin.task.VerificationDetails;
import org.securemessaging.admin.testing.FiledMail;
import org.securemessaging.archive.folder.Manifest;

class ArchiveRoutesTest {
    private static final String BASE = "/securemessaging/archive";
    private static final String READER = "who=carol&why=case+7";
    private static final Instant FIRST = Instant.parse("2026-11-25T16:00:00Z");

    @TempDir private Path folder;
    private Path root;
    private Path conf;
    private Webadmin webadmin;

    @BeforeEach
    void fill() throws IOException {
        root = Files.createDirectory(folder.resolve("archive"));
        conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                """
                <securemessaging>
                  <archive><folder>%s</folder></archive>
                </securemessaging>
                """
                        .formatted(root.toUri()));
        mail("alice@example.org", "Invoice <\u202e\u0001>", "<1@example.org>", FIRST).file(root);
        mail("carol@example.org", "Holiday", "<2@example.org>", FIRST.plusSeconds(86_400))
                .file(root);
        webadmin = Webadmin.open(conf);
    }

    @AfterEach
    void stop() {
        webadmin.close();
    }

    @Test
    void listShouldTellOfEachMail() throws Exception {
        HttpResponse<String> answer = webadmin.get(BASE + "?" + READER);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode records = json(answer).get("records");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).get("sender").asText()).isEqualTo("alice@example.org");
        assertThat(records.get(0).get("recipients").get(0).get("address").asText())
                .isEqualTo("bob@example.org");
        assertThat(json(answer).get("next").isNull()).isTrue();
    }

    @Test
    void listShouldFindByEverythingThatIsGiven() throws Exception {
        assertThat(found("address=ALICE@")).isEqualTo(1);
        assertThat(found("address=bob@example.org")).isEqualTo(2);
        assertThat(found("messageId=%3C2@example.org%3E")).isEqualTo(1);
        assertThat(found("subject=holi")).isEqualTo(1);
        assertThat(found("since=2026-11-26")).isEqualTo(1);
        assertThat(found("until=2026-11-26T00:00:00%2B01:00")).isEqualTo(1);
        assertThat(found("address=alice&subject=holi")).isZero();
    }

    @Test
    void listShouldGoOnWhereThePageEnded() throws Exception {
        // Three in one millisecond, the hard case.
        for (int i = 3; i < 6; i++) {
            mail(
                            "dan" + i + "@example.org",
                            "x",
                            "<" + i + "@example.org>",
                            FIRST.plusSeconds(90_000))
                    .file(root);
        }

        List<String> ids = new ArrayList<>();
        String from = "";
        for (int pages = 0; pages < 5; pages++) {
            JsonNode page = json(webadmin.get(BASE + "?limit=1&" + READER + from));
            assertThat(page.get("records")).hasSize(1);
            ids.add(page.get("records").get(0).get("messageId").asText());
            JsonNode next = page.get("next");
            from =
                    next.isNull()
                            ? null
                            : "&since=%s&offset=%s"
                                    .formatted(text(next, "since"), text(next, "offset"));
        }

        assertThat(from).isNull();
        assertThat(ids)
                .containsExactly(
                        "<1@example.org>",
                        "<2@example.org>",
                        "<3@example.org>",
                        "<4@example.org>",
                        "<5@example.org>");
    }

    @Test
    void showShouldTellWhatARecordTells() throws Exception {
        JsonNode record =
                json(webadmin.get(BASE + "/" + digest(0).substring(0, 12) + "?" + READER));

        assertThat(record.get("sha256").asText()).isEqualTo(digest(0));
        assertThat(record.get("facts").toString()).isEqualTo("{\"a\":1}");
        assertThat(record.get("signature").isNull()).isTrue();
        assertThat(record.get("parts").get(0).toString())
                .isEqualTo("{\"name\":\"original.eml\",\"type\":\"message/rfc822\",\"size\":20}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1}}", "[1]", "{\"a\":1} {", "{\"a\":\"\u0001\"}"})
    void showShouldPassOverWhatIsNoJson(String facts) throws Exception {
        mail("erin@example.org", "x", "<9@example.org>", FIRST.plusSeconds(90_000))
                .file(root, facts);

        HttpResponse<String> answer = webadmin.get(BASE + "/" + digest(2) + "?" + READER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("facts").isNull()).isTrue();
    }

    @Test
    void exportShouldGiveTheRecordAndItsPartsOctetForOctet() throws Exception {
        String record = BASE + "/" + digest(0) + "/export?" + READER;
        HttpResponse<byte[]> whole = webadmin.octets(record);
        HttpResponse<byte[]> original = webadmin.octets(record + "&part=original.eml");

        assertThat(whole.body())
                .isEqualTo(
                        Files.readAllBytes(
                                root.resolve("reports/2026/11/25").resolve(digest(0) + ".eml")));
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("message/rfc822");
        assertThat(whole.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + digest(0) + ".eml\"");
        assertThat(whole.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(original.body()).isEqualTo(FiledMail.OCTETS);
        assertThat(webadmin.octets(record + "&part=nothing").statusCode()).isEqualTo(404);
        assertThat(webadmin.octets(record + "&part=..%2F..%2Faudit.log").statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyReadingShouldBeInTheAuditLog() throws Exception {
        String id = digest(0);
        webadmin.get(BASE + "?address=alice&" + READER);
        webadmin.get(BASE + "/" + id.substring(0, 8) + "?who=Eve%0A%22&why=case+8");
        webadmin.get(BASE + "/" + id + "/export?part=original.eml&" + READER);
        webadmin.get(BASE + "/00000000?" + READER);

        List<JsonNode> readings = readings();
        assertThat(readings)
                .extracting(reading -> reading.get("action").asText())
                .containsExactly("list", "show", "export original.eml", "show");
        assertThat(readings)
                .extracting(reading -> reading.get("what").get(0).asText())
                .containsExactly("address=alice", id, id, "00000000");
        assertThat(readings.get(0).get("who").asText()).isEqualTo("carol");
        assertThat(readings.get(0).get("why").asText()).isEqualTo("case 7");
        assertThat(readings.get(0).get("account").asText()).isEqualTo("webadmin at 127.0.0.1");
        assertThat(readings.get(1).get("who").asText()).isEqualTo("Eve\n\"");
    }

    @Test
    void tokensSubjectShouldBeInTheAuditLog() throws Exception {
        try (Webadmin jwt = Webadmin.authenticated(conf, "grace@example.org")) {
            assertThat(jwt.get(BASE + "?why=x").statusCode()).isEqualTo(200);
            assertThat(jwt.get(BASE + "?why=x&who=heidi").statusCode()).isEqualTo(200);
        }

        assertThat(readings())
                .extracting(reading -> reading.get("account").asText())
                .containsOnly("webadmin:grace@example.org");
        assertThat(readings())
                .extracting(reading -> reading.get("who").asText())
                .containsExactly("grace@example.org", "heidi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?who=carol",
                "?why=x",
                "?why=+&who=carol",
                "?who=carol&why=x&untill=2026-11-26",
                "?who=carol&why=x&since=yesterday",
                "?who=carol&why=x&since=2026-11-26&since=2026-11-27",
                "?who=carol&why=x&limit=0",
                "?who=carol&why=x&limit=1001",
                "?who=carol&why=x&limit=9999999999",
                "?who=carol&why=x&offset=-1",
                "/zz?who=carol&why=x",
                "/0123456?who=carol&why=x",
                "/..%2F..%2Fetc%2Fpasswd?who=carol&why=x",
                "/0123456g?who=carol&why=x",
                "/00000000/export",
                "/00000000/export?who=carol&why=x&to=/tmp"
            })
    void wrongRequestsShouldBeRefusedAndNotWrittenDown(String rest) throws Exception {
        HttpResponse<String> answer = webadmin.get(BASE + rest);

        assertThat(answer.statusCode()).isEqualTo(400);
        if (!rest.contains("%2F")) { // The web server's own answer.
            assertThat(json(answer).get("type").asText()).isEqualTo("InvalidArgument");
        }
        assertThat(root.resolve("audit.log")).doesNotExist();
    }

    @Test
    void longParametersShouldBeRefused() throws Exception {
        assertThat(webadmin.get(BASE + "?who=carol&why=" + "x".repeat(1001)).statusCode())
                .isEqualTo(400);
        assertThat(webadmin.get(BASE + "?" + READER + "&address=" + "x".repeat(5000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void nothingShouldBeShownWhenTheAuditLogCantBeWritten() throws Exception {
        Files.createDirectory(root.resolve("audit.log"));

        HttpResponse<String> answer = webadmin.get(BASE + "?" + READER);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Nothing is shown").doesNotContain("alice");
    }

    @Test
    void changedRecordsAndManifestsShouldBeTold() throws Exception {
        String id = digest(0);
        Path file = root.resolve("reports/2026/11/25").resolve(id + ".eml");
        Files.writeString(file, "malet");

        assertThat(webadmin.get(BASE + "/" + id + "?" + READER).body())
                .contains("is not the record that was filed");
        HttpResponse<byte[]> export = webadmin.octets(BASE + "/" + id + "/export?" + READER);
        assertThat(export.statusCode()).isEqualTo(500);
        assertThat(new String(export.body(), StandardCharsets.UTF_8)).doesNotContain("malet\"");

        Path manifest = root.resolve("manifests/node1.manifest");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("2026", "2025"));
        HttpResponse<String> list = webadmin.get(BASE + "?" + READER);
        assertThat(list.statusCode()).isEqualTo(500);
        assertThat(list.body()).contains("A manifest is damaged");
    }

    @Test
    void verifyShouldBeATaskThatTellsHeadsAndDefects() throws Exception {
        TaskExecutionDetails sound = verify("");
        assertThat(sound.getStatus()).isEqualTo(TaskManager.Status.COMPLETED);
        VerificationDetails.Head head = details(sound).heads().get(0);
        assertThat(head.records()).isEqualTo(2);
        assertThat(verify("&head=" + head.digest()).getStatus())
                .isEqualTo(TaskManager.Status.COMPLETED);
        assertThat(details(verify("&head=" + "ab".repeat(32))).defects())
                .singleElement()
                .asString()
                .startsWith("CUT");

        Files.delete(root.resolve("reports/2026/11/25").resolve(digest(0) + ".eml"));
        TaskExecutionDetails damaged = verify("");
        assertThat(damaged.getStatus()).isEqualTo(TaskManager.Status.FAILED);
        assertThat(details(damaged).defective()).isEqualTo(1);
        assertThat(details(damaged).defects().get(0)).startsWith("MISSING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?action=",
                "?action=sweep",
                "?action=verify&head=x",
                "?action=verify&folder=/"
            })
    void wrongActionsShouldBeRefused(String query) throws Exception {
        assertThat(webadmin.post(BASE + query).statusCode()).isEqualTo(400);
        assertThat(webadmin.tasks().list()).isEmpty();
    }

    @Test
    void archiveShouldBeMissedWhenNoneIsConfigured() throws Exception {
        Files.writeString(conf.resolve("securemessaging.xml"), "<securemessaging/>");
        try (Webadmin without = Webadmin.open(conf)) {
            assertThat(without.get(BASE + "?" + READER).statusCode()).isEqualTo(409);
            assertThat(without.post(BASE + "?action=verify").statusCode()).isEqualTo(409);
        }
    }

    private TaskExecutionDetails verify(String more) throws Exception {
        HttpResponse<String> answer = webadmin.post(BASE + "?action=verify" + more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = json(answer).get("taskId").asText();
        assertThat(answer.headers().firstValue("Location")).hasValue("/tasks/" + id);
        return webadmin.tasks().await(TaskId.fromString(id), Duration.ofSeconds(30));
    }

    private static VerificationDetails details(TaskExecutionDetails task) {
        return (VerificationDetails) task.getAdditionalInformation().get();
    }

    private int found(String query) throws Exception {
        HttpResponse<String> answer = webadmin.get(BASE + "?" + READER + "&" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("records").size();
    }

    private String digest(int index) throws IOException {
        try (Manifest manifest = Manifest.open(root.resolve("manifests/node1.manifest"))) {
            return manifest.line(index).report();
        }
    }

    private List<JsonNode> readings() throws IOException {
        List<JsonNode> readings = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("audit.log"))) {
            readings.add(new ObjectMapper().readTree(line));
        }
        return readings;
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private static String text(JsonNode node, String name) {
        return URLEncoder.encode(node.get(name).asText(), StandardCharsets.UTF_8);
    }

    private static FiledMail mail(String sender, String subject, String id, Instant at) {
        return new FiledMail(sender, subject, id, at);
    }
}
