package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeySource;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.TestKey;
import org.securemessaging.keys.VaultProblem;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.RecipientKeys;
import org.securemessaging.pipeline.engine.VerificationEngine;

/** What becomes of mails while the token with their key is away. */
class SMIMEDecryptWaitTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @TempDir Path work;

    private final HeldQueue queue = new HeldQueue();
    private final MovableClock clock =
            new MovableClock(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private VerificationEngine judge;
    private KeyVault vault;
    private boolean away = true;

    @BeforeEach
    void assemble() throws Exception {
        Files.write(work.resolve("bob.pem"), SMIMEDecryptTest.BOB.clearPem());
        KeyFolder keys =
                new KeyFolder(
                        List.of(work.resolve("bob.pem")),
                        new KeyFileReader(TestKey.PROVIDER, true),
                        KeyPasswords.none(),
                        TestKey.PROVIDER);
        vault =
                new KeyVault(
                        List.of(
                                new KeySource() {
                                    @Override
                                    public List<StoredKey> keys() {
                                        if (away) {
                                            throw new VaultUnavailableException(
                                                    "the token is away", new Exception());
                                        }
                                        return keys.keys();
                                    }

                                    @Override
                                    public List<VaultProblem> problems() {
                                        return List.of();
                                    }
                                }));
        judge = new VerificationEngine(SecureMessagingConfiguration.defaults(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void mailShouldWaitAndBeOpenedWhenTheKeyIsBack() throws Exception {
        String message = SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM);
        MailImpl mail = TestMails.mail(message);
        SMIMEDecrypt mailet = mailet();

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(queue.last()).isEqualTo(new HeldQueue.Entry("root", TEN_SECONDS));
        assertThat(TestMails.octets(mail)).isEqualTo(message);

        clock.move(TEN_SECONDS);
        mail.setState("root");
        mailet.service(mail);
        assertThat(queue.last().delay()).isEqualTo(TEN_SECONDS.multipliedBy(2));

        away = false;
        clock.move(TEN_SECONDS.multipliedBy(2));
        mail.setState("root");
        mailet.service(mail);
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(TestMails.octets(mail))
                .endsWith(SMIMEDecryptTest.HEADER + SMIMEDecryptTest.INSIDE);
        assertThat(mail.attributes().map(attribute -> attribute.getName().asString()))
                .noneMatch(name -> name.startsWith("org.securemessaging.decrypt."));
    }

    @Test
    void mailThatComesBackTooEarlyShouldWaitForTheRest() throws Exception {
        MailImpl mail = TestMails.mail(SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM));
        SMIMEDecrypt mailet = mailet();
        mailet.service(mail);
        away = false;
        clock.move(Duration.ofSeconds(4));
        mail.setState("root");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(queue.last().delay()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void mailShouldGoOnAsItIsWhenItWaitedAsLongAsItMay() throws Exception {
        String message = SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM);
        MailImpl mail = TestMails.mail(message);
        SMIMEDecrypt mailet = mailet("waitAtMost", "1h");
        mailet.service(mail);
        clock.move(Duration.ofHours(2));
        mail.setState("root");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("root");
        assertThat(TestMails.octets(mail)).isEqualTo(message);
        assertThat(queue.entries).hasSize(1);
    }

    @Test
    void mailThatNoQueueTakesShouldNotBeLost() throws Exception {
        MailImpl mail = TestMails.mail(SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM));
        queue.refuses = true;

        assertThatThrownBy(() -> mailet().service(mail)).isInstanceOf(MessagingException.class);
        assertThat(mail.getState()).isEqualTo("root");
    }

    @Test
    void mailShouldTakeAnotherWayWhereOneIsConfigured() throws Exception {
        MailImpl mail = TestMails.mail(SMIMEDecryptTest.encrypted(CMSAlgorithm.AES256_GCM));

        mailet("onUnavailable", "later").service(mail);
        assertThat(mail.getState()).isEqualTo("later");

        mail.setState("root");
        mailet("onUnavailable", "pass").service(mail);
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(queue.entries).isEmpty();
    }

    @Test
    void clearMailShouldNotWait() throws Exception {
        MailImpl mail = TestMails.mail(SMIMEDecryptTest.HEADER + SMIMEDecryptTest.INSIDE);

        mailet().service(mail);

        assertThat(mail.getState()).isEqualTo("root");
        assertThat(queue.entries).isEmpty();
    }

    @Test
    void aLongestDelayBelowTheFirstShouldStopTheStart() {
        assertThatThrownBy(() -> mailet("delay", "1min", "longestDelay", "1s"))
                .hasMessageContaining("longestDelay is shorter than delay");
    }

    private SMIMEDecrypt mailet(String... parameters) throws Exception {
        SMIMEDecrypt mailet =
                new SMIMEDecrypt(
                        judge,
                        new RecipientKeys(vault, vault),
                        new SpoolQueue(queue.factory()),
                        clock);
        mailet.init(TestMails.parameters(parameters));
        return mailet;
    }
}
