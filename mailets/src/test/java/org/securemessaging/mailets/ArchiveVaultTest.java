package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.MailImpl;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.archive.protection.ReportProtection;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveIdentity;
import org.securemessaging.pipeline.archive.ArchiveTargets;
import org.securemessaging.pipeline.archive.Expansion;
import org.securemessaging.pipeline.archive.MailReader;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.archive.VaultCopies;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;

/** Encrypted mail, the vault's keys, and what the archive then holds. */
class ArchiveVaultTest {
    @TempDir private Path work;
    private VerificationEngine engine;
    private FolderTarget target;
    private Archive archive;
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();

    @BeforeEach
    void assemble() throws IOException {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.createDirectories(work.resolve("archive"));
        Files.write(work.resolve("conf/keys/bob.pem"), SMIMEDecryptTest.BOB.clearPem());
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><keys>file://conf/keys/</keys>"
                        + "<clearKeys>true</clearKeys></vault></securemessaging>");
        assembleAnew();
    }

    @AfterEach
    void stop() {
        target.close();
        engine.close();
    }

    @Test
    void archiveShouldHoldTheOriginalAndTheCopyOctetForOctet() throws Exception {
        String message = SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM);

        archive(message);

        try (MessageBytes report = report()) {
            assertThat(part(report, "original.eml")).isEqualTo(message);
            assertThat(part(report, "decrypted.eml"))
                    .isEqualTo(SMIMEDecryptTest.HEADER + SMIMEDecryptTest.INSIDE);
            assertThat(part(report, "facts.json"))
                    .contains("\"algorithm\" : \"AES-256-GCM\"")
                    .contains("\"authenticated\" : true")
                    .contains("\"key\" : \"" + SMIMEDecryptTest.BOB.certificate().sha256() + "\"");
        }
    }

    @Test
    void archiveShouldHoldAsItIsWhatNoKeyOpens() throws Exception {
        Files.delete(work.resolve("conf/keys/bob.pem"));
        stop();
        assembleAnew();
        String message = SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM);

        archive(message);

        try (MessageBytes report = report()) {
            assertThat(part(report, "original.eml")).isEqualTo(message);
            assertThat(new JournalReader().part(report.octets(), "decrypted.eml")).isEmpty();
            assertThat(part(report, "facts.json")).contains("\"status\" : \"not-decrypted\"");
        }
        assertThat(metrics.countFor("securemessaging.archive.not-decrypted")).isEqualTo(1);
    }

    @Test
    void archiveShouldHoldAsItIsWhatWasCutOff() throws Exception {
        String whole = SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM);
        String cut = whole.substring(0, whole.length() - 100);

        archive(cut);

        try (MessageBytes report = report()) {
            assertThat(part(report, "original.eml")).isEqualTo(cut);
            assertThat(new JournalReader().part(report.octets(), "decrypted.eml")).isEmpty();
            assertThat(part(report, "facts.json")).contains("\"status\" : \"not-decrypted\"");
        }
    }

    private void assembleAnew() throws IOException {
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(work.resolve("conf"));
        engine = new VerificationEngine(configuration, Clock.systemUTC());
        target = new FolderTarget(work.resolve("archive"), "node1", Clock.systemUTC());
        archive =
                new Archive(
                        new ArchiveTargets(List.of(target), Clock.systemUTC()),
                        new ArchiveIdentity("node1", "mx", "postmaster@example.org", ""),
                        ReportProtection.none(),
                        new VaultCopies(engine, VaultAssembly.of(configuration.vault())),
                        message -> engine.verify(message.open(), engine.request()),
                        Clock.systemUTC(),
                        metrics);
    }

    private void archive(String message) throws Exception {
        HeldQueue queue = new HeldQueue();
        ArchiveDecrypted mailet =
                new ArchiveDecrypted(
                        archive,
                        new MailReader(new Expansion(new HeldTable().table())),
                        new SpoolQueue(queue.factory()),
                        engine,
                        Clock.systemUTC());
        mailet.init(TestMails.parameters());
        MailImpl mail = TestMails.mail(message);
        mailet.service(mail);
        assertThat(queue.entries).isEmpty();
        assertThat(mail.getState()).isEqualTo("root");
        mail.dispose();
    }

    private MessageBytes report() throws IOException {
        List<FoundRecord> found = new ArrayList<>();
        ArchiveReader reader = new ArchiveReader(work.resolve("archive"));
        reader.search(
                new ArchiveQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                found::add);
        assertThat(found).hasSize(1);
        return reader.open(found.get(0).line());
    }

    private static String part(MessageBytes report, String name) throws IOException {
        Entity part = new JournalReader().part(report.octets(), name).orElseThrow();
        try (InputStream in = part.decodedBody()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
