package org.securemessaging.mailets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.RecipientId;
import org.securemessaging.directory.lookup.Correspondents;
import org.securemessaging.keys.Vault;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.pipeline.EncryptionMetrics;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.engine.EncryptionEngine;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.trust.TestCa;

/**
 * A processor with SMIMEEncrypt in it, between a spool queue and whatever leaves the server; and
 * the people who get the mail. Not thread safe.
 */
final class TestGateway {
    static final String SENDER = "alice@own.example";

    final Correspondents people = Correspondents.everyone();
    final MovableClock clock = new MovableClock(TestCa.NOW, ZoneOffset.UTC);
    final List<Sent> sent = new ArrayList<>();
    final Queue<MailImpl> queue = new ArrayDeque<>();
    final List<Duration> delays = new ArrayList<>();
    final Signers vault = new Signers();
    final RecordingMetricFactory metrics = new RecordingMetricFactory();
    int queueTakes = Integer.MAX_VALUE;
    Departure departure = this::record;

    private final FakeMailContext james =
            FakeMailContext.builder().postmaster(address("postmaster@own.example")).build();
    private final SMIMEEncrypt mailet;

    TestGateway(Path folder, String encryption, String... parameters) throws Exception {
        Files.writeString(
                folder.resolve("securemessaging.xml"),
                "<securemessaging><encryption>" + encryption + "</encryption></securemessaging>");
        mailet =
                new SMIMEEncrypt(
                        new EncryptionEngine(ConfigurationFolder.load(folder), people, clock),
                        new SigningEngine(
                                ConfigurationFolder.load(folder),
                                vault,
                                address -> Optional.empty(),
                                clock),
                        (user, address) -> false,
                        new EncryptionMetrics(metrics),
                        new SpoolQueue(factory()),
                        () -> "own.example",
                        clock);
        FakeMailetConfig.Builder config =
                FakeMailetConfig.builder().mailetName("mailet").mailetContext(james);
        for (int i = 0; i < parameters.length; i += 2) {
            config.setProperty(parameters[i], parameters[i + 1]);
        }
        mailet.init(config.build());
    }

    /** The keys of those who sign. */
    static final class Signers implements Vault {
        final Map<String, CertifiedKey> people = new HashMap<>();
        final Map<String, CertifiedKey> domains = new HashMap<>();
        boolean away;

        @Override
        public List<CertifiedKey> signers(
                org.securemessaging.certificate.MailAddress address, Instant at) {
            if (away) {
                throw new VaultUnavailableException("token away", new IllegalStateException());
            }
            return Stream.ofNullable(people.get(address.localPart() + "@" + address.domain()))
                    .toList();
        }

        @Override
        public List<CertifiedKey> domainSigners(String domain, Instant at) {
            return Stream.ofNullable(domains.get(domain)).toList();
        }
    }

    /** What happens to a mail that leaves. */
    interface Departure {
        void of(MailImpl mail) throws Exception;
    }

    /** What left the server in one piece. */
    record Sent(List<String> recipients, String octets) {
        boolean encrypted() {
            return octets.contains("Content-Type: application/pkcs7-mime;");
        }
    }

    /** Sends a mail through, and all that becomes of it; gives it back in the end. */
    MailImpl send(String message, String... recipients) throws Exception {
        MailImpl mail = mail(message, recipients);
        run(mail);
        return mail;
    }

    /** Works on a mail, and then on what is in the queue and need not wait. */
    void run(MailImpl mail) throws Exception {
        work(mail);
        while (!queue.isEmpty() && !waits()) {
            work(queue.remove());
        }
    }

    private boolean waits() {
        return EncryptionMarks.WAITING.next(queue.element()).isPresent();
    }

    private void work(MailImpl mail) throws Exception {
        mailet.service(mail);
        if (!mail.getState().equals(Mail.GHOST)) {
            departure.of(mail);
        }
    }

    private void record(MailImpl mail) throws Exception {
        sent.add(
                new Sent(
                        mail.getRecipients().stream().map(MailAddress::asString).sorted().toList(),
                        TestMails.octets(mail)));
    }

    static MailImpl mail(String message, String... recipients) throws Exception {
        return mail(new ByteArrayInputStream(TestMails.octets(message)), recipients);
    }

    static MailImpl mail(InputStream message, String... recipients) throws Exception {
        MailImpl mail =
                MailImpl.builder()
                        .name("mail")
                        .sender(SENDER)
                        .addRecipients(Arrays.stream(recipients).map(TestGateway::address).toList())
                        .build();
        mail.setMessageContent(MimeMessageInputStreamSource.create("test", message));
        mail.setState("relay");
        return mail;
    }

    /** The notices that the sender got, headers and all. */
    List<String> notices() {
        return james.getSentMails().stream()
                .map(
                        each -> {
                            try {
                                ByteArrayOutputStream out = new ByteArrayOutputStream();
                                each.getMsg().writeTo(out);
                                return out.toString(StandardCharsets.ISO_8859_1);
                            } catch (IOException | MessagingException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .toList();
    }

    List<FakeMailContext.SentMail> noticeMails() {
        return james.getSentMails();
    }

    /** What somebody reads in a message; empty if they can't open it. */
    Optional<String> opens(String recipient, Sent message) {
        return octets(
                message,
                entity -> {
                    Decryption decryption =
                            decryptor()
                                    .decrypt(
                                            entity::decodedBody,
                                            people.keysOf(recipient),
                                            TestMails.SPOOL);
                    if (decryption instanceof Decryption.Opened opened) {
                        try (opened;
                                InputStream in = opened.content().octets().open()) {
                            return Optional.of(
                                    new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                        }
                    }
                    return Optional.empty();
                });
    }

    /** Whom a message's envelope names. */
    List<RecipientId> named(Sent message) {
        return octets(message, entity -> decryptor().recipients(entity::decodedBody));
    }

    private interface Reading<T> {
        T of(Entity entity) throws IOException;
    }

    private static <T> T octets(Sent message, Reading<T> reading) {
        try (MessageBytes octets = MessageBytes.of(TestMails.octets(message.octets()))) {
            return reading.of(new EntityReader(MimeLimits.DEFAULT).read(octets.octets()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EnvelopeDecryptor decryptor() {
        return new EnvelopeDecryptor(DecryptionPolicy.permissive(), new BouncyCastleProvider());
    }

    static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (javax.mail.internet.AddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private MailQueueFactory<?> factory() {
        return proxy(
                MailQueueFactory.class,
                (self, method, arguments) -> proxy(MailQueue.class, this::enqueue));
    }

    private Object enqueue(Object self, Method method, Object[] arguments) throws Exception {
        if (method.getName().equals("enQueue")) {
            if (queue.size() >= queueTakes) {
                throw new MailQueue.MailQueueException("no room");
            }
            Mail mail = (Mail) arguments[0];
            MailImpl copy = MailImpl.duplicate(mail);
            copy.setName(mail.getName());
            copy.setState(mail.getState());
            queue.add(copy);
            Stream.of(arguments)
                    .skip(1)
                    .filter(Duration.class::isInstance)
                    .map(Duration.class::cast)
                    .forEach(delays::add);
        }
        return null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
