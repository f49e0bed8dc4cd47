package org.securemessaging.server.tour;

import static org.securemessaging.server.pki.Person.ALICE;
import static org.securemessaging.server.pki.Person.BOB;
import static org.securemessaging.server.pki.Person.CAROL;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientId;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.server.ServerPorts;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Identity;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/**
 * A mail with [encrypt] in its subject, from Bob to people of two organisations and to somebody
 * without a certificate: who can read it, and what Bob is told.
 */
final class EncryptedTour {
    private static final String TEXT = "The offer is 100 crowns.";
    private static final String WITHOUT = "frieda@elsewhere.example";
    private static final List<Person> READERS = List.of(ALICE, CAROL);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ServerPorts ports;
    private final TrialPki pki;
    private final Duration patience;

    /**
     * The mail.
     *
     * @param ports where the server listens
     * @param pki the readers' keys
     * @param patience how long to wait for what becomes of it
     */
    EncryptedTour(ServerPorts ports, TrialPki pki, Duration patience) {
        this.ports = ports;
        this.pki = pki;
        this.patience = patience;
    }

    /** Sends it, waits, and judges. */
    TourLine go() throws IOException, InterruptedException {
        String id = "<" + UUID.randomUUID() + "@tour.example>";
        List<String> to = new ArrayList<>(READERS.stream().map(Person::address).toList());
        to.add(WITHOUT);
        send(id, to);
        List<String> faults = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Person reader : READERS) {
            Optional<RawMessage> message = await(reader, "Message-ID", id);
            message.filter(each -> reads(reader, each))
                    .ifPresentOrElse(
                            each -> words.add(reader.name().toLowerCase(Locale.ROOT)),
                            () -> faults.add(reader.address() + " can't read it"));
            message.filter(each -> quotes(each) || !each.values("Subject").contains("Tour: offer"))
                    .ifPresent(each -> faults.add("it is not as it should be on the way"));
        }
        Optional<RawMessage> notice = await(BOB, "In-Reply-To", id);
        if (notice.filter(each -> names(each) && !quotes(each)).isPresent()) {
            words.add("not frieda");
        } else {
            faults.add("the sender was not told");
        }
        return new TourLine(
                "[encrypt]", "alice, carol, not frieda", String.join(", ", words), faults);
    }

    private void send(String id, List<String> to) throws IOException {
        String message =
                SignedMail.crlf(
                                """
                                From: <%s>
                                To: %s
                                Subject: [encrypt] Tour: offer
                                Date: %s
                                Message-ID: %s
                                """
                                        .formatted(
                                                BOB.address(),
                                                String.join(", ", to),
                                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                        ZonedDateTime.now(ZoneOffset.UTC)),
                                                id))
                        + SignedMail.text(TEXT + "\n");
        try (SmtpClient smtp = SmtpClient.connect(ports.smtp())) {
            smtp.login(BOB.address(), BOB.password());
            smtp.send(
                    BOB.address(),
                    to,
                    new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private Optional<RawMessage> await(Person person, String field, String value)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        try (Inbox inbox = Inbox.open(ports.imap(), person.address(), person.password())) {
            Optional<RawMessage> found = find(inbox, field, value);
            while (found.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(PAUSE.toMillis());
                found = find(inbox, field, value);
            }
            return found;
        }
    }

    private static Optional<RawMessage> find(Inbox inbox, String field, String value) {
        return inbox.messages(1).stream()
                .map(RawMessage::of)
                .filter(message -> message.values(field).contains(value))
                .findFirst();
    }

    private boolean reads(Person reader, RawMessage message) {
        Identity identity = pki.identity(reader);
        try {
            RecipientInformation own =
                    new CMSEnvelopedData(decoded(message.body()))
                            .getRecipientInfos()
                            .get(name(identity));
            return own != null
                    && new String(own.getContent(key(identity)), StandardCharsets.UTF_8)
                            .contains(TEXT);
        } catch (CMSException e) {
            return false;
        }
    }

    private static RecipientId name(Identity identity) {
        return identity.key().getAlgorithm().equals("RSA")
                ? new JceKeyTransRecipientId(identity.certificate())
                : new JceKeyAgreeRecipientId(identity.certificate());
    }

    private static Recipient key(Identity identity) {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        return identity.key().getAlgorithm().equals("RSA")
                ? new JceKeyTransEnvelopedRecipient(identity.key()).setProvider(provider)
                : new JceKeyAgreeEnvelopedRecipient(identity.key()).setProvider(provider);
    }

    private static boolean names(RawMessage notice) {
        return text(notice).contains(WITHOUT + ": no certificate is known");
    }

    private static boolean quotes(RawMessage message) {
        return text(message).contains(TEXT);
    }

    /** The body, and behind it its first part in base64. */
    private static String text(RawMessage message) {
        String from = "base64\r\n\r\n";
        int start = message.body().indexOf(from) + from.length();
        int end = message.body().indexOf("--", start);
        return start < from.length() || end < start
                ? message.body()
                : message.body()
                        + new String(
                                decoded(message.body().substring(start, end)),
                                StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
