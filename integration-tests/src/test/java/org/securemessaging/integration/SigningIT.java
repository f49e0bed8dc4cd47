package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;

/**
 * Mail of users who log in, in a real James: signed once, delivered here, and relayed to a server
 * without 8BITMIME, and good in both places.
 */
class SigningIT {
    private static final Map<String, String> CONTENTS = new LinkedHashMap<>();

    static {
        CONTENTS.put("no MIME", "\r\nhello\r\n");
        CONTENTS.put("empty", "\r\n");
        CONTENTS.put(
                "8-bit",
                "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe  \r\n"
                        + "From here on\r\n.\r\n..\r\n");
        CONTENTS.put(
                "binary",
                "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n\u0001\u00ff\u0080 \u007f\r\n");
        CONTENTS.put("a long line", "\r\n" + "x".repeat(990) + " y\r\n");
        CONTENTS.put(
                "nested",
                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\npreamble\r\n--a\r\n"
                        + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\none\r\n"
                        + "--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\n<p>\u00fc</p>\r\n--b--\r\n"
                        + "--a\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@example.org\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\n\u00e9\u00e9\r\n--a\r\n"
                        + "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\nBEGIN:VCALENDAR\r\n"
                        + "SUMMARY:\u00c3\u00bc\r\nEND:VCALENDAR\r\n--a\r\n"
                        + "Content-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--a--\r\n");
    }

    /** Asks for an opaque signature. */
    private static final String OPAQUE = "X-Sign: opaque\r\n";

    private static final String CERTIFICATE = "userCertificate;binary:: ";

    @TempDir private static Path work;

    private static SigningServer signing;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        signing = SigningServer.start(work);
        server = signing.james();
    }

    @AfterAll
    static void stop() throws IOException {
        signing.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Content-Type: multipart/signed;",
        "'" + OPAQUE + "', Content-Type: application/pkcs7-mime;",
    })
    void deliveredAndRelayedMailShouldBeSignedAlike(String field, String type) throws Exception {
        Path folder = Files.createTempDirectory(work, "alike");
        List<String> expected = new ArrayList<>();
        try (Inbox inbox = server.inbox();
                SmtpClient smtp = server.smtp()) {
            smtp.login(Person.ALICE.address(), Person.ALICE.password());
            for (Map.Entry<String, String> content : CONTENTS.entrySet()) {
                String name = content.getKey();
                byte[] sent = message(name, field + content.getValue());
                byte[] here = delivered(smtp, inbox, Person.ALICE.address(), sent);
                byte[] relayed = relayed(smtp, Person.ALICE.address(), sent);
                Files.write(folder.resolve(name + "-delivered.eml"), here);
                Files.write(folder.resolve(name + "-relayed.eml"), relayed);
                expected.add(name + "-delivered.eml pass 1");
                expected.add(name + "-relayed.eml pass 1");
                assertThat(Arrived.stamp(here).result()).as(name).isEqualTo("pass");
                assertThat(new String(relayed, StandardCharsets.ISO_8859_1))
                        .as(name)
                        .contains(type)
                        .matches(text -> text.chars().allMatch(octet -> octet < 128));
            }
        }

        assertThat(judged(folder)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** One after the other, and all judged at once, since judging takes a program of its own. */
    @Test
    void everyKindOfKeyShouldSignWhatIsDeliveredAndRelayed() throws Exception {
        Path folder = Files.createDirectory(work.resolve("arrived"));
        List<String> expected = new ArrayList<>();
        try (Inbox inbox = server.inbox()) {
            for (Sender sender : Sender.values()) {
                try (SmtpClient smtp = server.smtp()) {
                    smtp.login(sender.user().address(), sender.user().password());
                    for (String asked : asked(sender)) {
                        String name = sender + "-" + asked;
                        byte[] sent = message(sender, "X-Sign: " + asked + "\r\n");
                        byte[] here = delivered(smtp, inbox, sender.address(), sent);
                        assertThat(Arrived.stamp(here).result()).as(name).isEqualTo("pass");
                        Files.write(folder.resolve(name + "-delivered.eml"), here);
                        Files.write(
                                folder.resolve(name + "-relayed.eml"),
                                relayed(smtp, sender.address(), sent));
                        int signers = asked.startsWith("every-kind") ? sender.kinds().size() : 1;
                        expected.add(name + "-delivered.eml pass " + signers);
                        expected.add(name + "-relayed.eml pass " + signers);
                    }
                }
            }
        }

        assertThat(judged(folder)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** What was signed here and then verified here is published as any correspondent's. */
    @Test
    void theCertificateOfWhoSignedShouldBePublished() throws Exception {
        try (SmtpClient smtp = server.smtp()) {
            smtp.login(Person.ALICE.address(), Person.ALICE.password());
            smtp.send(
                    Person.ALICE.address(),
                    TestServer.RECIPIENT.address(),
                    message("to be published", "\r\nhello\r\n"));
        }
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        String found = signing.published(Person.ALICE.address());
        while (!found.contains(CERTIFICATE) && System.nanoTime() < end) {
            Thread.sleep(200);
            found = signing.published(Person.ALICE.address());
        }
        assertThat(found)
                .contains(
                        CERTIFICATE
                                + Base64.getEncoder()
                                        .encodeToString(
                                                server.pki()
                                                        .identity(Person.ALICE)
                                                        .certificate()
                                                        .getEncoded()));
    }

    private static List<String> asked(Sender sender) {
        return switch (sender) {
            case SEVERAL -> List.of("every-kind", "every-kind-opaque");
            case TOKEN_RSA -> List.of("clear", "opaque", "pss");
            default -> List.of("clear", "opaque");
        };
    }

    private static byte[] delivered(SmtpClient smtp, Inbox inbox, String from, byte[] message)
            throws Exception {
        int before = inbox.size();
        smtp.send(from, TestServer.RECIPIENT.address(), message);
        server.awaitSize(inbox, before + 1);
        return inbox.messages(before + 1).get(0);
    }

    private static byte[] relayed(SmtpClient smtp, String from, byte[] message) throws Exception {
        smtp.send(from, "someone@sink.example", message);
        return signing.relayed();
    }

    private static List<String> judged(Path folder) throws Exception {
        Command command =
                new CommandLine(work)
                        .run(
                                "verify",
                                "--json",
                                "--revocation",
                                "off",
                                "--anchors",
                                server.pki().anchors().toString(),
                                folder.toString());
        List<String> lines = new ArrayList<>();
        for (String line : command.withOutput().lines().toList()) {
            JsonNode report = new ObjectMapper().readTree(line);
            lines.add(
                    "%s %s %d"
                            .formatted(
                                    Path.of(report.get("file").asText()).getFileName(),
                                    report.get("result").asText(),
                                    report.get("layers").get(0).get("signers").size()));
        }
        return lines;
    }

    private static byte[] message(Sender sender, String field) {
        return (Mails.header(sender.address(), "a key of his own") + field + CONTENTS.get("nested"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void mailInAnothersNameShouldNotBeSigned() throws Exception {
        byte[] sent =
                (Mails.header(Person.CAROL, "forged") + "\r\nhello\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        try (Inbox inbox = server.inbox();
                SmtpClient smtp = server.smtp()) {
            int before = inbox.size();
            smtp.login(Person.ALICE.address(), Person.ALICE.password());
            smtp.send(Person.ALICE.address(), TestServer.RECIPIENT.address(), sent);
            server.awaitSize(inbox, before + 1);
            Arrived.assertUnchanged(sent, inbox.messages(before + 1).get(0));
        }
    }

    private static byte[] message(String subject, String content) {
        return (Mails.header(Person.ALICE, subject) + content)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
