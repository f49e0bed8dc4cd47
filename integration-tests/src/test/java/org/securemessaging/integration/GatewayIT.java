package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.integration.SmtpSink.Sunk;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.mail.Inbox;
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
 * Mail with [encrypt] to fifty people, whose certificates a real James has from OpenLDAP's slapd:
 * which dies in their midst; and mail that is signed, encrypted, and signed.
 */
class GatewayIT {
    private static final String SECRET = "the words that nobody else may read";
    private static final String SUFFIX = "dc=many,dc=example";
    private static final int MANY = 50;

    @TempDir private static Path work;

    private static final BlockingQueue<Sunk> RELAYED = new LinkedBlockingQueue<>();
    private static final Map<String, Identity> PEOPLE = new ConcurrentHashMap<>();

    private static SmtpSink sink;
    private static SlapdServer slapd;
    private static MortalRelay relay;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        PeerProgram.require("slapd");
        PeerProgram.require("openssl");
        sink = SmtpSink.openWithEnvelopes(RELAYED::add);
        server = TestServer.start(work, GatewayIT::configure);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            relay.close();
            slapd.close();
            sink.close();
        }
    }

    @AfterEach
    void revive() {
        relay.revive();
        RELAYED.clear();
    }

    @Test
    void mailToFiftyShouldWaitAsAWholeWhenTheDirectoryDiesInTheirMidst() throws Exception {
        relay.dieAfter(20);
        send(Person.ALICE, "waits");
        // The look-up that failed, and another attempt at the whole.
        await(() -> relay.turnedAway() >= 2);
        assertThat(RELAYED).as("what left while the directory was away").isEmpty();

        relay.revive();

        Sunk message = relayed();
        assertThat(message.recipients()).hasSize(MANY).containsAll(addresses("waits"));
        assertThat(signedAndOpened(message, "waits0")).contains(SECRET);
        assertThat(signedAndOpened(message, "waits49")).contains(SECRET);
        assertNothingElseLeft();
    }

    @Test
    void mailToFiftyShouldBeRefusedAsAWholeWhenItIsNotToWait() throws Exception {
        relay.dieAfter(20);
        send(Person.BOB, "refused");

        try (Inbox inbox = server.inbox()) {
            server.awaitSize(inbox, 1);
            String notice = new String(inbox.messages(1).get(0), StandardCharsets.ISO_8859_1);
            assertThat(notice).contains("multipart/report").doesNotContain(SECRET);
            for (String address : addresses("refused")) {
                assertThat(notice).contains("Final-Recipient: rfc822; " + address);
            }
            relay.revive();
            assertNothingElseLeft();
            assertThat(inbox.size()).isEqualTo(1);
        }
    }

    /** Whatever was under way comes before it. */
    private static void assertNothingElseLeft() throws Exception {
        send(Person.ALICE, List.of("last0@many.example"));
        Sunk last = relayed();
        assertThat(last.recipients()).containsExactly("last0@many.example");
        assertThat(signedAndOpened(last, "last0")).contains(SECRET);
        assertThat(RELAYED).isEmpty();
    }

    /** OpenSSL verifies the outer signature, decrypts, and verifies the inner one. */
    private static String signedAndOpened(Sunk message, String reader) throws Exception {
        assertThat(message.message()).doesNotContain(SECRET);
        Path folder = Files.createTempDirectory(work, "openssl");
        Files.writeString(
                folder.resolve("message.eml"), message.message(), StandardCharsets.ISO_8859_1);
        Identity identity = PEOPLE.get(reader);
        IdentityFiles.writePem(folder.resolve("reader.crt"), identity.certificate());
        Files.writeString(
                folder.resolve("reader.key"),
                IdentityFiles.pem("PRIVATE KEY", identity.key().getEncoded()));
        Path root = work.resolve("root.pem");
        String verify =
                "openssl cms -verify -in %s -CAfile " + root + " -purpose any -out %s -certsout %s";
        run(folder, verify.formatted("message.eml", "envelope", "outer.pem"));
        run(
                folder,
                "openssl cms -decrypt -in envelope -recip reader.crt -inkey reader.key -out signed");
        run(folder, verify.formatted("signed", "text", "inner.pem"));
        for (String signer : List.of("outer.pem", "inner.pem")) {
            run(folder, "openssl x509 -in " + signer + " -noout");
        }
        return Files.readString(folder.resolve("text"), StandardCharsets.ISO_8859_1);
    }

    private static void run(Path folder, String command) throws Exception {
        Command done = Command.run(folder, Map.of(), List.of(command.split(" ")));
        assertThat(done.status()).as(command + ": " + done.error()).isZero();
    }

    private static Sunk relayed() throws InterruptedException {
        Sunk message = RELAYED.poll(2, TimeUnit.MINUTES);
        assertThat(message).as("nothing was relayed within two minutes").isNotNull();
        return message;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("what was waited for did not come").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private static List<String> addresses(String name) {
        return IntStream.range(0, MANY).mapToObj(i -> name + i + "@many.example").toList();
    }

    private static void send(Person author, String name) throws IOException {
        send(author, addresses(name));
    }

    private static void send(Person author, List<String> recipients) throws IOException {
        String message =
                Mails.header(author, "[encrypt] hello")
                                .replace(
                                        "To: <" + TestServer.RECIPIENT.address() + ">",
                                        "To: " + String.join(",\r\n ", recipients))
                        + SignedMail.text(SECRET + "\n");
        try (SmtpClient smtp = server.smtp()) {
            smtp.login(author.address(), author.password());
            smtp.send(
                    author.address(),
                    recipients,
                    new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static void configure(WorkFolder folder) throws IOException {
        TrialPki pki =
                TrialPki.openOrMake(
                        folder.pki(), Files.readString(folder.pki().resolve("crl-base.txt")));
        try {
            slapd =
                    SlapdServer.start(
                            Files.createDirectory(work.resolve("slapd")),
                            SUFFIX,
                            people(pki.issuing()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        relay = MortalRelay.to(slapd.port());
        try (Stream<Path> anchors = Files.list(pki.anchors())) {
            Files.copy(anchors.findFirst().orElseThrow(), work.resolve("root.pem"));
        }
        Path issuing = work.resolve("issuing.pem");
        IdentityFiles.writePem(issuing, pki.issuing().identity().certificate());
        ConfigurationFile configuration =
                new ConfigurationFile(folder.conf().resolve("securemessaging.xml"));
        configuration.replace(
                "<trust>", "<trust><intermediates>file://%s</intermediates>".formatted(issuing));
        configuration.replace(
                "<vault>",
                """
                <directories><directory name="many">
                  <server>127.0.0.1:%d</server><transport>plain</transport><base>%s</base>
                </directory></directories>
                <lookup><source><directory>many</directory></source></lookup><vault>"""
                        .formatted(relay.port(), SUFFIX));
        mailets(new ConfigurationFile(folder.conf().resolve("mailetcontainer.xml")));
    }

    private static void mailets(ConfigurationFile mailets) throws IOException {
        String encrypt = "<mailet match=\"%s\" class=\"org.securemessaging.mailets.SMIMEEncrypt\">";
        String all = encrypt.formatted("All");
        mailets.replace(
                all,
                encrypt.formatted("SenderIs=" + Person.BOB.address())
                        + "<subject>[encrypt]</subject><onUnavailable>refuse</onUnavailable></mailet>"
                        + all
                        + "<onMissingKey>refuse</onMissingKey>"
                        + "<delay>2s</delay><longestDelay>2s</longestDelay>");
        mailets.replace("<tripleWrap>false</tripleWrap>", "<tripleWrap>true</tripleWrap>");
        mailets.relayTo(sink.port());
    }

    /** Everybody's entries, as LDIF. */
    private static String people(CertificateAuthority authority) {
        StringBuilder ldif =
                new StringBuilder(
                        "dn: "
                                + SUFFIX
                                + "\nobjectClass: dcObject\nobjectClass: organization\ndc: many\no: Many\n\n");
        Stream.of("waits", "refused")
                .flatMap(name -> IntStream.range(0, MANY).mapToObj(i -> name + i))
                .forEach(name -> ldif.append(entry(authority, name)));
        return ldif.append(entry(authority, "last0")).toString();
    }

    private static String entry(CertificateAuthority authority, String name) {
        String address = name + "@many.example";
        Identity identity =
                authority.issue(
                        "CN=" + name,
                        address,
                        name.equals("waits0") ? Keys.RSA : Keys.P256,
                        Validity.years(1));
        PEOPLE.put(name, identity);
        try {
            return "dn: cn=%1$s,%2$s\nobjectClass: inetOrgPerson\ncn: %1$s\nsn: %1$s\nmail: %3$s\nuserCertificate;binary:: %4$s\n\n"
                    .formatted(
                            name,
                            SUFFIX,
                            address,
                            Base64.getEncoder()
                                    .encodeToString(identity.certificate().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
