package org.securemessaging.admin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.FiledMail;

class ArchiveCommandTest {
    private static final Instant FIRST = Instant.parse("2026-11-25T16:00:00Z");

    @TempDir private Path root;

    @BeforeEach
    void fill() throws IOException {
        new FiledMail("alice@example.org", "Invoice \u001b[31m", "<1@example.org>", FIRST)
                .file(root);
        new FiledMail("carol@example.org", "Holiday", "<2@example.org>", FIRST.plusSeconds(86_400))
                .file(root);
    }

    @Test
    void listShouldPrintALineForEachMail() {
        Ran ran = archive("list", "--why", "audit");

        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.out())
                .contains("2026-11-25T16:00:00Z  report  alice@example.org -> bob@example.org")
                .contains("Invoice")
                .doesNotContain("\u001b");
    }

    @Test
    void listShouldFindByEverythingThatIsGiven() {
        assertThat(found("--address", "ALICE@")).isEqualTo(1);
        assertThat(found("--address", "bob@example.org")).isEqualTo(2);
        assertThat(found("--message-id", "2@example.org")).isEqualTo(1);
        assertThat(found("--subject", "holi")).isEqualTo(1);
        assertThat(found("--since", "2026-11-26")).isEqualTo(1);
        assertThat(found("--until", "2026-11-26")).isEqualTo(1);
        assertThat(found("--address", "alice", "--subject", "holi")).isZero();
    }

    @Test
    void listShouldPrintJson() throws IOException {
        String line = archive("list", "--json", "--why", "x").out().lines().findFirst().get();
        JsonNode record = new ObjectMapper().readTree(line);

        assertThat(record.get("sender").asText()).isEqualTo("alice@example.org");
        assertThat(record.get("recipients").get(0).get("field").asText()).isEqualTo("To");
        assertThat(record.get("kind").asText()).isEqualTo("report");
    }

    @Test
    void everyReadingShouldBeInTheAuditLog() throws IOException {
        String id = firstDigest();
        archive("show", id.substring(0, 10), "--who", "Eve \"Auditor\"\n", "--why", "case 7");
        archive("export", id, "--to", root.resolve("out").toString(), "--why", "case 8");

        List<JsonNode> readings = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("audit.log"))) {
            readings.add(new ObjectMapper().readTree(line));
        }
        assertThat(readings)
                .extracting(reading -> reading.get("action").asText())
                .containsExactly("list", "show", "export");
        assertThat(readings.get(1).get("who").asText()).isEqualTo("Eve \"Auditor\"\n");
        assertThat(readings.get(1).get("why").asText()).isEqualTo("case 7");
        assertThat(readings.get(1).get("account").asText())
                .isEqualTo(System.getProperty("user.name"));
        assertThat(readings.get(1).get("what").get(0).asText()).isEqualTo(id);
    }

    @Test
    void nothingShouldBeShownWithoutAReason() {
        assertThat(archive("list").status()).isEqualTo(2);
        assertThat(archive("list", "--why", " ").status()).isEqualTo(2);
        assertThat(archive("show", "00000000").err()).contains("--why");
    }

    @Test
    void nothingShouldBeShownWhenTheAuditLogCantBeWritten() throws IOException {
        Files.createDirectory(root.resolve("audit.log"));

        Ran ran = archive("list", "--why", "x");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Nothing is shown");
    }

    @Test
    void showShouldPrintWhatARecordTells() {
        Ran ran = archive("show", firstDigest().substring(0, 12), "--why", "x");

        assertThat(ran.out())
                .contains("Sender: alice@example.org")
                .contains("To: bob@example.org")
                .contains("original.eml  message/rfc822  20 octets")
                .contains("facts.json:\n{\"a\":1}");
    }

    @Test
    void exportShouldWriteTheOriginalOctetForOctet() throws IOException {
        String id = firstDigest();

        Ran ran = archive("export", id, "--to", root.resolve("out").toString(), "--why", "x");

        assertThat(ran.status()).isZero();
        assertThat(root.resolve("out").resolve(id).resolve("original.eml"))
                .hasBinaryContent(FiledMail.OCTETS);
        assertThat(root.resolve("out").resolve(id).resolve("report.eml")).exists();
    }

    @Test
    void showShouldRefuseARecordThatWasChanged() throws IOException {
        String id = firstDigest();
        Path file = root.resolve("reports/2026/11/25").resolve(id + ".eml");
        Files.writeString(
                file,
                Files.readString(file, StandardCharsets.ISO_8859_1).replace("alice", "malet"),
                StandardCharsets.ISO_8859_1);

        Ran ran = archive("show", id, "--why", "x");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("is not the record that was filed");
    }

    @Test
    void showShouldRefuseANameThatMeansNothing() {
        assertThat(archive("show", "zz", "--why", "x").err()).contains("names 0 records");
    }

    @Test
    void verifyShouldTellTheHeadAndFindChanges() throws IOException {
        Ran sound = archive("verify");
        assertThat(sound.status()).isZero();
        assertThat(sound.out()).contains("node1: 2 records, head ").endsWith("sound\n");

        String head = sound.out().lines().findFirst().get().replaceFirst(".*head ", "");
        assertThat(archive("verify", "--head", head).status()).isZero();
        assertThat(archive("verify", "--head", "ab".repeat(32)).out()).contains("CUT");

        Files.delete(root.resolve("reports/2026/11/25").resolve(firstDigest() + ".eml"));
        Ran damaged = archive("verify");
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(damaged.out()).contains("MISSING").endsWith("1 defects\n");
    }

    @Test
    void verifyShouldRefuseWhatIsNoHeadAndNoFolder() {
        assertThat(archive("verify", "--head", "x").status()).isEqualTo(2);
        assertThat(Ran.with("archive", "verify").status()).isEqualTo(2);
        assertThat(Ran.with("archive", "verify", "--folder", "nowhere").err())
                .contains("nowhere is no folder");
        assertThat(Ran.with("archive").status()).isEqualTo(2);
    }

    private long found(String... asked) {
        List<String> words = new ArrayList<>(List.of("list", "--why", "x"));
        words.addAll(Arrays.asList(asked));
        return archive(words.toArray(String[]::new)).out().lines().count();
    }

    private String firstDigest() {
        return archive("list", "--json", "--why", "x")
                .out()
                .lines()
                .findFirst()
                .get()
                .replaceFirst(".*\"sha256\":\"([0-9a-f]*)\".*", "$1");
    }

    private Ran archive(String... words) {
        List<String> all = new ArrayList<>(List.of("archive"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--folder", root.toString()));
        return Ran.with(all.toArray(String[]::new));
    }
}
