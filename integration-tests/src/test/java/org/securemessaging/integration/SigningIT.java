package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.RawMessage;
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
    private static final String OPAQUE = "X-Opaque: yes\r\n";

    private static final String SIGN =
            "<mailet match=\"All\" class=\"org.securemessaging.mailets.SMIMESign\">";

    @TempDir private static Path work;

    private static final BlockingQueue<byte[]> RELAYED = new LinkedBlockingQueue<>();

    private static SmtpSink sink;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        sink = SmtpSink.open(RELAYED::add);
        server = TestServer.start(work, SigningIT::relayToTheSink);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        sink.close();
    }

    private static void relayToTheSink(WorkFolder folder) throws IOException {
        Path file = folder.conf().resolve("mailetcontainer.xml");
        String outgoing = "<outgoingQueue>outgoing</outgoingQueue>";
        String text = Files.readString(file);
        assertThat(text).contains(outgoing).contains(SIGN);
        String opaque =
                SIGN.replace("All", "HasHeader=X-Opaque") + "<form>opaque</form></mailet>\n";
        Files.writeString(
                file,
                text.replace(SIGN, opaque + SIGN)
                        .replace(
                                outgoing,
                                outgoing
                                        + "<gateway>127.0.0.1</gateway><gatewayPort>"
                                        + sink.port()
                                        + "</gatewayPort>"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', Content-Type: multipart/signed;",
        "'" + OPAQUE + "', Content-Type: application/pkcs7-mime;",
    })
    void deliveredAndRelayedMailShouldBeSignedAlike(String field, String type) throws Exception {
        for (Map.Entry<String, String> content : CONTENTS.entrySet()) {
            byte[] sent = message(content.getKey(), field + content.getValue());
            RawMessage here;
            byte[] relayed;
            try (Inbox inbox = server.inbox();
                    SmtpClient smtp = server.smtp()) {
                int before = inbox.size();
                smtp.login(Person.ALICE.address(), Person.ALICE.password());
                smtp.send(Person.ALICE.address(), TestServer.RECIPIENT.address(), sent);
                server.awaitSize(inbox, before + 1);
                here = RawMessage.of(inbox.messages(before + 1).get(0));
                smtp.send(Person.ALICE.address(), "someone@sink.example", sent);
                relayed = relayed();
            }
            assertThat(Arrived.stamp(here.octets()).result())
                    .as(content.getKey())
                    .isEqualTo("pass");
            assertPasses(content.getKey() + ", delivered", here.octets());
            assertPasses(content.getKey() + ", relayed", relayed);
            assertThat(new String(relayed, StandardCharsets.ISO_8859_1))
                    .as(content.getKey())
                    .contains(type)
                    .matches(text -> text.chars().allMatch(octet -> octet < 128));
        }
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

    private static byte[] relayed() throws InterruptedException {
        byte[] message = RELAYED.poll(2, TimeUnit.MINUTES);
        assertThat(message).as("nothing was relayed within two minutes").isNotNull();
        return message;
    }

    private static byte[] message(String subject, String content) {
        return (Mails.header(Person.ALICE, subject) + content)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertPasses(String name, byte[] message)
            throws IOException, InterruptedException {
        Path file = Files.write(work.resolve("signed.eml"), message);
        assertThat(
                        new CommandLine(work)
                                .verify(file, server.pki().anchors())
                                .get("result")
                                .asText())
                .as(name)
                .isEqualTo("pass");
    }
}
