package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.SoftHsm;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/**
 * Bob reads in clear what was encrypted to a key in a token, and Carol, who has her own key, gets
 * what was sent; the token is taken away under load.
 */
class TokenIT {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final int LOAD = 40;
    private static final int TAKEN_AWAY_AFTER = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONG_ENOUGH_TO_BE_DELIVERED = Duration.ofSeconds(5);
    private static final String TEXT = "Nobody but Bob may read this.";

    @TempDir private Path work;
    @TempDir private Path tokenFolder;

    @Test
    void aTokenThatIsTakenAwayUnderLoadShouldLoseNoMail() throws Exception {
        SoftHsm token = SoftHsm.create(tokenFolder);
        Map<String, String> environment =
                Map.of("SOFTHSM2_CONF", tokenFolder.resolve("softhsm2.conf").toString());
        try (TestServer server =
                TestServer.start(work, environment, folder -> configure(folder, token))) {
            eachShouldGetWhatIsMeantForThem(server);
            Set<String> sent = sendWhileTheTokenGoes(server, token);
            theCheckShouldSayThatARestartHelps(server);
            clearMailShouldGoOn(server);

            Files.move(tokenFolder.resolve("away"), token.tokens());
            server.killAndRestart();

            assertThat(arrived(server, sent)).containsAll(sent);
        }
    }

    private void eachShouldGetWhatIsMeantForThem(TestServer server) throws Exception {
        byte[] signed = Mails.signed(server.pki(), Person.ALICE, TEXT);
        byte[] message = encrypted(server.pki(), signed);
        try (SmtpClient smtp = server.smtp()) {
            smtp.login(Person.ALICE.address(), Person.ALICE.password());
            smtp.send(
                    Person.ALICE.address(),
                    List.of(Person.BOB.address(), Person.CAROL.address()),
                    new ByteArrayInputStream(message));
        }
        byte[] bobs = only(server, Person.BOB);
        byte[] carols = only(server, Person.CAROL);

        RawMessage inClear = RawMessage.of(bobs);
        assertThat(inClear.values("X-SMIME-Decrypted"))
                .singleElement()
                .asString()
                .contains("AES-256-GCM; integrity=yes; signature=pass");
        assertThat(inClear.body()).isEqualTo(RawMessage.of(signed).body());
        assertThat(inClear.values("Message-ID"))
                .isEqualTo(RawMessage.of(signed).values("Message-ID"));
        assertThat(
                        new CommandLine(work)
                                .verify(
                                        Files.write(work.resolve("clear.eml"), bobs),
                                        server.pki().anchors())
                                .get("result")
                                .asText())
                .isEqualTo("pass");
        assertThat(RawMessage.of(carols).body()).isEqualTo(RawMessage.of(message).body());
        assertThat(RawMessage.of(carols).values("X-SMIME-Decrypted")).isEmpty();
    }

    private Set<String> sendWhileTheTokenGoes(TestServer server, SoftHsm token) throws Exception {
        Set<String> sent = new HashSet<>();
        try (SmtpClient smtp = server.smtp()) {
            for (int i = 0; i < LOAD; i++) {
                if (i == TAKEN_AWAY_AFTER) {
                    Files.move(token.tokens(), tokenFolder.resolve("away"));
                }
                byte[] message =
                        encrypted(server.pki(), Mails.signed(server.pki(), Person.ALICE, TEXT));
                smtp.send(Person.ALICE.address(), Person.BOB.address(), message);
                sent.addAll(RawMessage.of(message).values("Message-ID"));
            }
        }
        Thread.sleep(LONG_ENOUGH_TO_BE_DELIVERED.toMillis());
        try (Inbox inbox = server.inbox()) {
            assertThat(inbox.size()).isLessThan(LOAD);
        }
        return sent;
    }

    private static void theCheckShouldSayThatARestartHelps(TestServer server) throws Exception {
        URI address =
                URI.create(
                        "http://127.0.0.1:"
                                + server.ports().webadmin()
                                + "/healthcheck/checks/Key%20vault");
        long end = System.nanoTime() + PATIENCE.toNanos();
        String body = "";
        while (!body.contains("only a restart") && System.nanoTime() < end) {
            Thread.sleep(500);
            body =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(address).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
        }
        assertThat(body).contains("\"status\":\"degraded\"").contains("only a restart");
    }

    private static void clearMailShouldGoOn(TestServer server) throws Exception {
        try (Inbox inbox = server.inbox();
                SmtpClient smtp = server.smtp()) {
            int before = inbox.size();
            smtp.send(
                    Person.ALICE.address(),
                    Person.BOB.address(),
                    Mails.signed(server.pki(), Person.ALICE, "in clear"));
            server.awaitSize(inbox, before + 1);
        }
    }

    /** The identifiers of the mails that Bob has and can read, once some are among them. */
    private static Set<String> arrived(TestServer server, Set<String> wanted) throws Exception {
        Set<String> read = new HashSet<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!read.containsAll(wanted) && System.nanoTime() < end) {
            Thread.sleep(500);
            read.clear();
            try (Inbox inbox = server.inbox()) {
                for (byte[] octets : inbox.messages(1)) {
                    RawMessage message = RawMessage.of(octets);
                    assertThat(message.values("Content-Type").toString())
                            .doesNotContain("nveloped");
                    if (!message.values("X-SMIME-Decrypted").isEmpty()
                            && message.body().contains(TEXT)) {
                        read.addAll(message.values("Message-ID"));
                    }
                }
            }
        }
        return read;
    }

    private static byte[] only(TestServer server, Person person) throws Exception {
        try (Inbox inbox = Inbox.open(server.ports().imap(), person.address(), person.password())) {
            server.awaitSize(inbox, 1);
            return inbox.messages(1).get(0);
        }
    }

    /** Encrypts to Bob and Carol, as a mail program would. */
    private static byte[] encrypted(TrialPki pki, byte[] message) throws Exception {
        RawMessage clear = RawMessage.of(message);
        List<String> inside = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        for (String field : clear.fields()) {
            (RawMessage.nameOf(field).startsWith("content-") ? inside : outside).add(field);
        }
        byte[] entity =
                (lines(inside) + "\r\n" + clear.body()).getBytes(StandardCharsets.ISO_8859_1);
        String text =
                lines(outside)
                        + "Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(envelope(pki, entity))
                        + "\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String lines(List<String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.stripTrailing()).append("\r\n"));
        return text.toString();
    }

    private static byte[] envelope(TrialPki pki, byte[] entity)
            throws GeneralSecurityException, CMSException, IOException {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(
                new JceKeyTransRecipientInfoGenerator(pki.identity(Person.BOB).certificate())
                        .setProvider(BC));
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC", BC);
        curve.initialize(new ECGenParameterSpec("P-256"));
        KeyPair sender = curve.generateKeyPair();
        generator.addRecipientInfoGenerator(
                new JceKeyAgreeRecipientInfoGenerator(
                                CMSAlgorithm.ECDH_SHA256KDF,
                                sender.getPrivate(),
                                sender.getPublic(),
                                CMSAlgorithm.AES256_WRAP)
                        .addRecipient(pki.identity(Person.CAROL).certificate())
                        .setProvider(BC));
        OutputAEADEncryptor cipher =
                (OutputAEADEncryptor)
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                                .setProvider(BC)
                                .build();
        return generator.generate(new CMSProcessableByteArray(entity), cipher).getEncoded();
    }

    /** Bob's key moves from the folder into the token, and Carol's leaves the server. */
    private static void configure(WorkFolder folder, SoftHsm token) throws IOException {
        Path vault = folder.pki().resolve("vault");
        put(token, vault.resolve("bob.p12"), Person.BOB);
        for (String name : List.of("bob", "carol")) {
            Files.delete(vault.resolve(name + ".p12"));
            Files.delete(vault.resolve(name + ".p12.password"));
        }
        Files.writeString(folder.conf().resolve("pin.txt"), SoftHsm.PIN + "\n");
        Path configuration = folder.conf().resolve("securemessaging.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace(
                                "</vault>",
                                "<token>file://"
                                        + token.configuration()
                                        + "</token><tokenPin>file://conf/pin.txt</tokenPin>"
                                        + "</vault>"));
        Path mailets = folder.conf().resolve("mailetcontainer.xml");
        String delivery = "<processor state=\"local-delivery\" enableJmx=\"false\">";
        String text = Files.readString(mailets);
        assertThat(text).contains(delivery);
        Files.writeString(
                mailets,
                text.replace(
                        delivery,
                        delivery
                                + "<mailet match=\"org.securemessaging.matchers.CanDecrypt\""
                                + " class=\"org.securemessaging.mailets.SMIMEDecrypt\">"
                                + "<delay>1s</delay><longestDelay>2s</longestDelay></mailet>"));
    }

    private static void put(SoftHsm token, Path file, Person person) throws IOException {
        char[] password = person.password().toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            String alias = store.aliases().nextElement();
            token.put(
                    "bob",
                    "1001",
                    store.getKey(alias, password).getEncoded(),
                    store.getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
