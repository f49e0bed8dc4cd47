package org.securemessaging.admin.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.task.VerificationTask.SealCheck;
import org.securemessaging.admin.task.VerificationTask.Sealing;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.protection.ReportSigner;
import org.securemessaging.archive.protection.SealOpener;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.engine.VaultAssembly;

/** What a check says of records that no seal covers, as a task and on the command line. */
class VerificationTaskTest {
    private static final TestKey ORGANISATION =
            TestKey.of("RSA", TestKey.BOTH, "archive@example.org");
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir private Path work;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private ReportSigner signer;
    private SealOpener opener;
    private FolderTarget target;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.createDirectories(work.resolve("archive"));
        Files.write(work.resolve("conf/keys/archive.pem"), ORGANISATION.clearPem());
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                """
                <securemessaging>
                  <vault><keys>file://conf/keys/</keys><clearKeys>true</clearKeys></vault>
                  <archive>
                    <folder>file://archive/</folder>
                    <protection><signAs>archive@example.org</signAs></protection>
                  </archive>
                </securemessaging>
                """);
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(work.resolve("conf"));
        KeyVault vault = VaultAssembly.of(configuration.vault());
        ArchiveKeys keys = new ArchiveKeys(configuration);
        Clock clock = Clock.systemUTC();
        SigningEngine signing =
                new SigningEngine(configuration, vault, who -> Optional.empty(), clock);
        signer = keys.signer(signing, clock).orElseThrow();
        opener = keys.seals(vault);
        target = target(now);
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void taskShouldSealBeforeItChecks() throws Exception {
        file("one");
        VerificationTask task = task(() -> target.seal(signer));

        assertThat(task.run()).isEqualTo(Task.Result.COMPLETED);
        VerificationDetails.Head head = head(task);
        assertThat(head.sealedAt()).isPresent();
        assertThat(head.unsealed()).isZero();
        assertThat(head.unsealedSince()).isEmpty();
    }

    @Test
    void checkShouldTellWhatIsNotSealedYet() throws Exception {
        file("one");
        target.seal(signer);
        file("two");
        file("three");
        VerificationTask task = task(() -> {});

        assertThat(task.run()).isEqualTo(Task.Result.COMPLETED);
        assertThat(head(task).unsealed()).isEqualTo(2);
        assertThat(head(task).unsealedSince()).contains(now);
        Ran ran = command();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains(
                        "node1: 3 records",
                        "  sealed up to line 1 on ",
                        "  2 records since " + now + " are not sealed",
                        "sound");
    }

    @Test
    void checkShouldMissTheSealThatIsLongDue() throws Exception {
        target.close();
        target = target(LONG_AGO);
        file("one");
        target.seal(signer);
        file("two");
        VerificationTask task = task(() -> {});

        assertThat(task.run()).isEqualTo(Task.Result.PARTIAL);
        assertThat(defects(task))
                .containsExactly(
                        "SEAL  node1: a seal is due every 10m, so its server is down or can't seal,"
                                + " or its newest seals are gone");
        Ran ran = command();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains(defects(task).get(0), "1 defects");
    }

    private FolderTarget target(Instant at) {
        return new FolderTarget(work.resolve("archive"), "node1", Clock.fixed(at, ZoneOffset.UTC));
    }

    private void file(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        RecordKey key = new RecordKey("%064x".formatted(text.hashCode()));
        target.file(
                new ArchiveRecord(RecordKind.REPORT, key, (out, carriage) -> out.write(octets)));
    }

    private VerificationTask task(Sealing sealing) {
        return new VerificationTask(
                work.resolve("archive"),
                Set.of(),
                new SealCheck(opener, Optional.of(EVERY), sealing),
                Clock.systemUTC());
    }

    private static VerificationDetails.Head head(VerificationTask task) {
        return ((VerificationDetails) task.details().orElseThrow()).heads().get(0);
    }

    private static List<String> defects(VerificationTask task) {
        return ((VerificationDetails) task.details().orElseThrow()).defects();
    }

    private Ran command() {
        return Ran.with("archive", "verify", "--conf", work.resolve("conf").toString());
    }
}
