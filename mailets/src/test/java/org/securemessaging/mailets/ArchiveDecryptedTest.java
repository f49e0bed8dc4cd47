package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveTarget;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.archive.journal.JournalRecipient;
import org.securemessaging.archive.journal.JournalText;
import org.securemessaging.archive.protection.ReportProtection;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveAttributes;
import org.securemessaging.pipeline.archive.ArchiveIdentity;
import org.securemessaging.pipeline.archive.ArchiveTargets;
import org.securemessaging.pipeline.archive.ArchiveTrouble;
import org.securemessaging.pipeline.archive.ClearCopy;
import org.securemessaging.pipeline.archive.Expansion;
import org.securemessaging.pipeline.archive.MailReader;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.VerificationReport;

class ArchiveDecryptedTest {
    private static final String MESSAGE =
            "From: a@example.org\r\nTo: bob@example.org\r\nSubject: caf\u00e9\r\n\r\nbody \u00ff\n\0";
    private static final VerificationReport UNSIGNED = TestMails.report(SignatureResult.NONE);
    private static final Instant NOW = Instant.parse("2026-11-25T16:00:00Z");

    private final MovableClock clock = new MovableClock(NOW, ZoneOffset.UTC);
    private final HeldTarget first = new HeldTarget("first");
    private final HeldTarget second = new HeldTarget("second");
    private final HeldQueue queue = new HeldQueue();
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final HeldTable table = new HeldTable();
    private Archive archive;
    private final List<MailImpl> mails = new ArrayList<>();
    private ClearCopy opened = new ClearCopy.NotEncrypted(UNSIGNED);

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @Test
    void serviceShouldFileTheOctetsThatArrivedAndLetTheMailGoOn() throws Exception {
        MailImpl mail = mail();

        mailet().service(mail);

        assertThat(first.records).hasSize(1);
        assertThat(part(first.records.get(0), "original.eml")).isEqualTo(MESSAGE);
        assertThat(second.records).hasSize(1);
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
        assertThat(metrics.countFor("securemessaging.archive.report")).isEqualTo(1);
    }

    @Test
    void serviceShouldTellWhoGetsTheMailInTheEnd() throws Exception {
        table.put("staff@example.org", Mapping.group("carol@example.org"));
        table.put("dan@example.org", Mapping.forward("dan@example.com"));
        MailImpl mail = mail();
        mail.setRecipients(
                List.of(new MailAddress("staff@example.org"), new MailAddress("dan@example.org")));

        mailet().service(mail);

        assertThat(text(first.records.get(0)).recipients())
                .containsExactlyInAnyOrder(
                        new JournalRecipient(
                                JournalRecipient.Field.RECIPIENT,
                                "carol@example.org",
                                Optional.of(
                                        new JournalRecipient.Source(
                                                JournalRecipient.Reason.EXPANDED,
                                                "staff@example.org"))),
                        new JournalRecipient(
                                JournalRecipient.Field.RECIPIENT,
                                "dan@example.com",
                                Optional.of(
                                        new JournalRecipient.Source(
                                                JournalRecipient.Reason.FORWARDED,
                                                "dan@example.org"))));
    }

    @Test
    void serviceShouldFileAMailOnce() throws Exception {
        MailImpl mail = mail();
        ArchiveDecrypted mailet = mailet();

        mailet.service(mail);
        mailet.service(mail);

        assertThat(first.records).hasSize(1);
    }

    @Test
    void serviceShouldLetTheMailWaitLongerAndLonger() throws Exception {
        second.available = false;
        ArchiveDecrypted mailet = mailet("delay", "10s", "longestDelay", "25s");
        MailImpl mail = mail();
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            mail.setState("root");
            mailet.service(mail);
            delays.add(queue.last().delay());
            clock.move(Duration.ofMinutes(1));
        }

        assertThat(delays)
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(25));
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(queue.last().state()).isEqualTo("root");
        assertThat(mail.getAttribute(Mail.SENT_BY_MAILET_ATTRIBUTE.getName())).isEmpty();
        assertThat(first.records).hasSize(1);
        assertThat(second.records).isEmpty();

        second.available = true;
        mail.setState("root");
        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("root");
        assertThat(first.records).hasSize(1);
        assertThat(second.records).hasSize(1);
        assertThat(ArchiveAttributes.WAITING.attempts(mail)).isZero();
    }

    @Test
    void serviceShouldSendAMailBackThatComesTooEarly() throws Exception {
        first.available = false;
        ArchiveDecrypted mailet = mailet();
        MailImpl mail = mail();
        mailet.service(mail);
        first.available = true;
        mail.setState("root");

        mailet.service(mail);

        assertThat(first.records).isEmpty();
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(queue.last().delay()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void serviceShouldLetTheMailWaitWhenThereIsABug() throws Exception {
        first.fault = Optional.of(new NoSuchMethodError("clash"));
        MailImpl mail = mail();

        mailet().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(queue.last().state()).isEqualTo("root");
    }

    @Test
    void serviceShouldFailWithoutDetailWhenTheQueueDoesNotTakeTheMail() throws Exception {
        first.available = false;
        queue.refuses = true;

        assertThatThrownBy(() -> mailet().service(mail()))
                .hasMessage("ArchiveDecrypted could not handle this mail")
                .hasNoCause();
    }

    @Test
    void serviceShouldLetTheMailGoOnWhenToldSo() throws Exception {
        first.available = false;
        MailImpl mail = mail();

        mailet("onUnavailable", "continue").service(mail);

        assertThat(mail.getState()).isEqualTo("root");
        assertThat(queue.entries).isEmpty();
        assertThat(metrics.countFor("securemessaging.archive.unavailable")).isEqualTo(1);
    }

    @Test
    void serviceShouldGiveTheMailToAProcessorWhenItHasWaitedLongEnough() throws Exception {
        first.available = false;
        ArchiveDecrypted mailet = mailet("waitAtMost", "1h", "thereafter", "unarchived");
        MailImpl mail = mail();
        mailet.service(mail);
        clock.move(Duration.ofHours(2));
        mail.setState("root");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("unarchived");
    }

    @Test
    void serviceShouldFileTheDecryptedCopyBesideTheOriginal() throws Exception {
        byte[] copy = TestMails.octets("Subject: clear\r\n\r\nsecret");
        opened =
                new ClearCopy.Decrypted(
                        MessageBytes.of(copy),
                        List.of(
                                new ClearCopy.DecryptedLayer(
                                        "enveloped-data", "AES-256-CBC", false, Optional.of("ab"))),
                        Optional.empty(),
                        UNSIGNED);

        mailet().service(mail());

        assertThat(part(first.records.get(0), "decrypted.eml"))
                .isEqualTo("Subject: clear\r\n\r\nsecret");
        assertThat(part(first.records.get(0), "facts.json"))
                .contains("\"status\" : \"decrypted\"")
                .contains("\"key\" : \"ab\"");
    }

    @Test
    void serviceShouldFileWhatCantBeDecryptedWithTheReason() throws Exception {
        opened = new ClearCopy.Sealed("no-key", UNSIGNED);

        mailet().service(mail());

        assertThat(part(first.records.get(0), "original.eml")).isEqualTo(MESSAGE);
        assertThat(part(first.records.get(0), "facts.json")).contains("\"reason\" : \"no-key\"");
        assertThat(metrics.countFor("securemessaging.archive.not-decrypted")).isEqualTo(1);
    }

    @Test
    void serviceShouldTellOfABounceOfWhatWasArchived() throws Exception {
        MailImpl mail = mail();
        mailet().service(mail);
        mail.setErrorMessage("550 no such user");

        mailet("tells", "bounce").service(mail);
        mailet("tells", "bounce").service(mail());

        assertThat(first.records)
                .extracting(Filed::kind)
                .containsExactly(RecordKind.REPORT, RecordKind.BOUNCE);
        assertThat(part(first.records.get(1), "facts.json"))
                .contains("550 no such user")
                .contains("\"report\" : \"" + first.records.get(0).key() + "\"");
    }

    @Test
    void serviceShouldTellOfABounceWhatTheNextServerAnswered() throws Exception {
        MailImpl mail = mail();
        mailet().service(mail);
        mail.setErrorMessage("of an earlier processor");
        mail.setAttribute(
                new Attribute(
                        AttributeName.of("delivery-error"),
                        AttributeValue.of("550 5.1.1 no such mailbox")));

        mailet("tells", "bounce").service(mail);

        assertThat(part(first.records.get(1), "facts.json"))
                .contains("\"error\" : \"550 5.1.1 no such mailbox\"");
    }

    @Test
    void archiveShouldTellWhatIsWrongUntilAMailIsArchived() throws Exception {
        ArchiveDecrypted mailet = mailet();
        second.available = false;
        mailet.service(mail());
        clock.move(Duration.ofMinutes(1));
        mailet.service(mail());

        assertThat(archive.trouble())
                .contains(new ArchiveTrouble(List.of("second: No space left on device"), NOW));

        second.available = true;
        clock.move(Duration.ofMinutes(1));
        mailet.service(mail());
        assertThat(archive.trouble()).isEmpty();
    }

    @Test
    void initShouldRefuseWhatCantBeMeant() {
        assertThatThrownBy(() -> mailet("delay", "soon")).hasMessageContaining("such as 10s");
        assertThatThrownBy(() -> mailet("delay", "0s")).hasMessageContaining("delay");
        assertThatThrownBy(() -> mailet("delay", "10min", "longestDelay", "1min"))
                .hasMessageContaining("longestDelay");
        assertThatThrownBy(() -> mailet("thereafter", "x")).hasMessageContaining("waitAtMost");
        assertThatThrownBy(() -> mailet("thing", "x")).hasMessageContaining("thing");
        assertThatThrownBy(() -> initialised(new ArchiveTargets(List.of(), clock)))
                .hasMessageContaining("folder, repository and journal");
    }

    private ArchiveDecrypted mailet(String... parameters) throws Exception {
        return initialised(new ArchiveTargets(List.of(first, second), clock), parameters);
    }

    private ArchiveDecrypted initialised(ArchiveTargets targets, String... parameters)
            throws Exception {
        archive =
                new Archive(
                        targets,
                        new ArchiveIdentity("node1", "mx", "postmaster@example.org", ""),
                        ReportProtection.none(),
                        message -> opened,
                        message -> UNSIGNED,
                        clock,
                        metrics);
        ArchiveDecrypted mailet =
                new ArchiveDecrypted(
                        archive,
                        new MailReader(new Expansion(table.table())),
                        new SpoolQueue(queue.factory()),
                        TestMails.noJudge(),
                        clock);
        mailet.init(TestMails.parameters(parameters));
        return mailet;
    }

    private MailImpl mail() throws Exception {
        MailImpl mail = TestMails.mail(MESSAGE);
        mails.add(mail);
        return mail;
    }

    private static String part(Filed record, String name) throws IOException {
        Entity part =
                new JournalReader()
                        .part(MessageBytes.of(record.octets().toByteArray()).octets(), name)
                        .orElseThrow();
        return new String(part.decodedBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static JournalText text(Filed record) {
        return new JournalReader()
                .text(MessageBytes.of(record.octets().toByteArray()).octets())
                .orElseThrow();
    }

    private record Filed(RecordKind kind, String key, ByteArrayOutputStream octets) {}

    /** A target that can be taken away. */
    private static final class HeldTarget implements ArchiveTarget {
        private final String name;
        private final List<Filed> records = new ArrayList<>();
        private boolean available = true;
        private Optional<Error> fault = Optional.empty();

        HeldTarget(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void file(ArchiveRecord record) {
            fault.ifPresent(
                    error -> {
                        throw error;
                    });
            if (!available) {
                throw new ArchiveUnavailableException(name + ": No space left on device");
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            try {
                record.content().writeTo(octets, Carriage.BINARY);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            records.add(new Filed(record.kind(), record.key().hex(), octets));
        }
    }
}
