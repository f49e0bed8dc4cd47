package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.integration.SmtpSink.Sunk;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.CertificateAuthority;
import org.securemessaging.server.pki.Identity;
import org.securemessaging.server.pki.IdentityFiles;
import org.securemessaging.server.pki.Keys;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;
import org.securemessaging.server.pki.Validity;

/**
 * Mail with [encrypt] in its subject that leaves a real James for another server, which writes down
 * all that it gets.
 */
class EncryptionIT {
    private static final String SECRET = "the words that nobody else may read";
    private static final String HIDDEN_SUBJECT = "merger with Orchard";

    @TempDir private static Path work;

    private static final BlockingQueue<Sunk> RELAYED = new LinkedBlockingQueue<>();
    private static final Map<String, Identity> PEOPLE = new TreeMap<>();

    private static SmtpSink sink;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        sink = SmtpSink.openWithEnvelopes(RELAYED::add);
        server = TestServer.start(work, EncryptionIT::configure);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        sink.close();
    }

    @AfterEach
    void forget() {
        RELAYED.clear();
        try (Inbox inbox = alice()) {
            inbox.clear();
        }
    }

    @Test
    void mailShouldLeaveInTheFormThatEachMayGet() throws Exception {
        send("good", "two", "expired", "none", "hidden");

        Sunk shown = relayed("good@sink.example");
        Sunk blind = relayed("hidden@sink.example");
        String notice = notice();

        assertThat(shown.recipients())
                .containsExactlyInAnyOrder("good@sink.example", "two@sink.example");
        assertThat(blind.recipients()).containsExactly("hidden@sink.example");
        for (String reader : List.of("good", "two")) {
            assertThat(opened(shown, reader)).contains(SECRET).contains(HIDDEN_SUBJECT);
        }
        assertThat(opened(blind, "hidden")).contains(SECRET);
        assertThat(enveloped(shown).getRecipientInfos().size()).isEqualTo(2);
        assertThat(enveloped(blind).getRecipientInfos().size()).isEqualTo(1);
        for (Sunk each : List.of(shown, blind)) {
            assertThat(text(each) + opened(each, each.equals(blind) ? "hidden" : "good"))
                    .doesNotContain("hidden@sink.example")
                    .doesNotContainIgnoringCase("[encrypt]");
        }
        assertThat(notice)
                .contains("expired@sink.example: the certificate is not valid now")
                .contains("none@sink.example: no certificate is known")
                .contains("The other recipients received the message.");
        assertNothingElseLeft();
    }

    @Test
    void bounceOfAnEncryptedMailShouldNotQuoteIt() throws Exception {
        sink.refuse("refused@sink.example");
        send("refused");

        try (Inbox inbox = alice()) {
            server.awaitSize(inbox, 1);
            String bounce = decodedToo(inbox.messages(1).get(0));
            assertThat(bounce)
                    .contains("refused@sink.example")
                    .contains("no such mailbox")
                    .doesNotContain(SECRET)
                    .doesNotContain(HIDDEN_SUBJECT);
        }
        assertNothingElseLeft();
    }

    @Test
    void mailShouldWaitAsAWholeOverAKillAndBeRefusedInTheEnd() throws Exception {
        send("good", "lost");
        Thread.sleep(1_000); // the first attempt is over
        server.killAndRestart();

        String notice = notice();

        assertThat(notice)
                .contains("good@sink.example: it could not be found out now")
                .contains("lost@sink.example: it could not be found out now")
                .contains("Nobody received the message.");
        assertNothingElseLeft();
    }

    /** Nothing is under way any more, and nothing in clear has left. */
    private static void assertNothingElseLeft() throws Exception {
        send("good", "two");
        Sunk last = relayed("two@sink.example");
        assertThat(RELAYED).isEmpty();
        assertThat(text(last)).doesNotContain(SECRET);
    }

    private static void configure(WorkFolder folder) throws IOException {
        Path people = Files.createDirectories(work.resolve("recipients"));
        TrialPki pki =
                TrialPki.openOrMake(
                        folder.pki(), Files.readString(folder.pki().resolve("crl-base.txt")));
        for (String each : List.of("good", "two", "hidden", "refused")) {
            issue(people, pki.issuing(), each, Validity.years(1));
        }
        issue(people, pki.issuing(), "expired", Validity.past());
        CertificateAuthority away =
                CertificateAuthority.root("CN=Away", Optional.of("http://127.0.0.1:1/away.crl"));
        IdentityFiles.writePem(pki.anchors().resolve("away.pem"), away.identity().certificate());
        issue(people, away, "lost", Validity.years(1));
        Path issuing = work.resolve("issuing.pem");
        IdentityFiles.writePem(issuing, pki.issuing().identity().certificate());
        ConfigurationFile configuration =
                new ConfigurationFile(folder.conf().resolve("securemessaging.xml"));
        configuration.replace(
                "<trust>", "<trust><intermediates>file://%s</intermediates>".formatted(issuing));
        configuration.replace(
                "<vault>",
                "<lookup><source><files>file://%s</files></source></lookup><vault>"
                        .formatted(people));
        ConfigurationFile mailets =
                new ConfigurationFile(folder.conf().resolve("mailetcontainer.xml"));
        mailets.replace("<hideSubject>false<", "<hideSubject>true<");
        mailets.replace(
                "<waitAtMost>4h</waitAtMost>",
                "<waitAtMost>5s</waitAtMost><delay>2s</delay><longestDelay>2s</longestDelay>");
        mailets.relayTo(sink.port());
    }

    private static void issue(
            Path folder, CertificateAuthority authority, String name, Validity validity) {
        Identity identity =
                authority.issue("CN=" + name, name + "@sink.example", Keys.RSA, validity);
        PEOPLE.put(name, identity);
        IdentityFiles.writePem(folder.resolve(name + ".pem"), identity.certificate());
    }

    /** Alice sends to some; all but hidden stand in To. */
    private static void send(String... names) throws IOException {
        List<String> all = Stream.of(names).map(each -> each + "@sink.example").toList();
        List<String> shown = all.stream().filter(each -> !each.startsWith("hidden")).toList();
        String message =
                Mails.header(Person.ALICE, "[encrypt] " + HIDDEN_SUBJECT)
                                .replace(
                                        "To: <" + TestServer.RECIPIENT.address() + ">",
                                        "To: " + String.join(",\r\n ", shown))
                        + SignedMail.text(SECRET + "\n");
        try (SmtpClient smtp = server.smtp()) {
            smtp.login(Person.ALICE.address(), Person.ALICE.password());
            smtp.send(
                    Person.ALICE.address(),
                    all,
                    new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** The message that somebody got; whatever else comes before it waits. */
    private static Sunk relayed(String recipient) throws InterruptedException {
        List<Sunk> others = new ArrayList<>();
        while (true) {
            Sunk message = RELAYED.poll(2, TimeUnit.MINUTES);
            assertThat(message).as("nothing came for " + recipient).isNotNull();
            assertThat(text(message)).doesNotContain(SECRET).doesNotContain(HIDDEN_SUBJECT);
            if (message.recipients().contains(recipient)) {
                RELAYED.addAll(others);
                return message;
            }
            others.add(message);
        }
    }

    /** The notice that Alice got, which quotes nothing. */
    private static String notice() throws IOException, InterruptedException {
        try (Inbox inbox = alice()) {
            server.awaitSize(inbox, 1);
            String notice = decodedToo(inbox.messages(1).get(0));
            assertThat(notice)
                    .contains("multipart/report")
                    .doesNotContain(SECRET)
                    .doesNotContain(HIDDEN_SUBJECT);
            return notice;
        }
    }

    private static Inbox alice() {
        return Inbox.open(server.ports().imap(), Person.ALICE.address(), Person.ALICE.password());
    }

    private static String opened(Sunk message, String reader) throws Exception {
        Identity identity = PEOPLE.get(reader);
        RecipientInformation key =
                enveloped(message)
                        .getRecipientInfos()
                        .get(new JceKeyTransRecipientId(identity.certificate()));
        assertThat(key).as(reader + " can open it").isNotNull();
        return new String(
                key.getContent(new JceKeyTransEnvelopedRecipient(identity.key())),
                StandardCharsets.ISO_8859_1);
    }

    private static CMSEnvelopedData enveloped(Sunk message) throws CMSException {
        String body = RawMessage.of(message.message().getBytes(StandardCharsets.ISO_8859_1)).body();
        return new CMSEnvelopedData(Base64.getMimeDecoder().decode(body));
    }

    private static String text(Sunk message) {
        return message.message();
    }

    /** A message, and behind it what stands in its base64 lines. */
    private static String decodedToo(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        String from = "base64\r\n\r\n";
        int start = text.indexOf(from);
        if (start < 0) {
            return text;
        }
        int end = text.indexOf("--", start);
        return text
                + new String(
                        Base64.getMimeDecoder().decode(text.substring(start + from.length(), end)),
                        StandardCharsets.UTF_8);
    }
}
