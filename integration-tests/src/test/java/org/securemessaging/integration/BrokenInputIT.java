package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.mail.SmtpRefusalException;
import org.securemessaging.server.pki.Person;

/**
 * Input that is broken or made to hurt. The server runs with 768 MB; each mail must come out as it
 * went in, with a result, in the time that the test waits for a delivery.
 */
@Timeout(600)
class BrokenInputIT {
    private static final int KILOBYTE = 1024;

    @TempDir private static Path work;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = TestServer.start(work);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void messageCutAtEveryKilobyteShouldArrive() throws IOException, InterruptedException {
        String text = "A line of text that is signed.\n".repeat(600);
        byte[] whole = Mails.signed(server.pki(), Person.ALICE, text);
        List<byte[]> cut =
                IntStream.rangeClosed(1, whole.length / KILOBYTE)
                        .mapToObj(kilobytes -> cut(whole, kilobytes * KILOBYTE, kilobytes))
                        .toList();
        assertThat(cut).hasSizeGreaterThan(20);

        List<byte[]> arrived = server.deliver(cut);

        for (byte[] message : arrived) {
            byte[] sent = sameId(cut, message);
            Arrived.assertUnchanged(sent, message);
            assertThat(Arrived.stamp(message).result()).isNotEqualTo("pass");
        }
    }

    @Test
    void garbageInBase64ShouldArrive() throws IOException, InterruptedException {
        for (String type : List.of("clear", "opaque")) {
            byte[] sent = withGarbage(signed(type));

            byte[] arrived = server.deliver(sent);

            Arrived.assertUnchanged(sent, arrived);
            assertThat(Arrived.stamp(arrived).result())
                    .as(type)
                    .isIn("neutral", "fail", "permerror");
        }
    }

    @Test
    void tenThousandNestedPartsShouldArrive() throws IOException, InterruptedException {
        String nested =
                IntStream.range(0, 10_000)
                        .mapToObj(
                                i ->
                                        "Content-Type: multipart/mixed; boundary=b%1$d\r\n\r\n--b%1$d\r\n"
                                                .formatted(i))
                        .collect(Collectors.joining());
        assertUnverifiable(Mails.header(Person.ALICE, "nested") + nested + "\r\nEnd.\r\n");
    }

    @Test
    void tenThousandPartsSideBySideShouldArrive() throws IOException, InterruptedException {
        assertUnverifiable(
                Mails.header(Person.ALICE, "parts")
                        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\n\r\nx\r\n".repeat(10_000)
                        + "--b--\r\n");
    }

    @Test
    void millionHeaderLinesShouldArrive() throws IOException, InterruptedException {
        assertUnverifiable(
                Mails.header(Person.ALICE, "lines")
                        + "X: y\r\n".repeat(1_000_000)
                        + "\r\nEnd.\r\n");
    }

    /** James takes no line above 8 KiB or so: it reads on to the end, says no, and goes on. */
    @Test
    void lineOfAGigabyteShouldBeRefusedByJames() throws IOException, InterruptedException {
        byte[] header =
                (Mails.header(Person.ALICE, "long") + "\r\n").getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(
                        () -> {
                            try (SmtpClient smtp = server.smtp();
                                    InputStream line = new EndlessLine(header, 1L << 30)) {
                                smtp.send(
                                        Person.ALICE.address(),
                                        TestServer.RECIPIENT.address(),
                                        line);
                            }
                        })
                .isInstanceOf(SmtpRefusalException.class)
                .hasMessageContaining("500 Line length exceeded");

        byte[] next = server.deliver(Mails.signed(server.pki(), Person.ALICE, "Still there?\n"));
        assertThat(Arrived.stamp(next).result()).isEqualTo("pass");
    }

    private static void assertUnverifiable(String message)
            throws IOException, InterruptedException {
        byte[] sent = message.getBytes(StandardCharsets.US_ASCII);

        byte[] arrived = server.deliver(sent);

        Arrived.assertUnchanged(sent, arrived);
        assertThat(Arrived.stamp(arrived)).hasToString("permerror (limit-exceeded)");
    }

    private static byte[] signed(String form) {
        String header = Mails.header(Person.ALICE, "garbage");
        String entity = SignedMail.text("Signed.\n");
        var signer = server.pki().identity(Person.ALICE);
        return form.equals("clear")
                ? SignedMail.clear(header, entity, signer)
                : SignedMail.opaque(header, entity, signer);
    }

    /** Replaces every line of base64 by characters that are none. */
    private static byte[] withGarbage(byte[] message) {
        Random random = new Random(1);
        RawMessage raw = RawMessage.of(message);
        String body =
                Arrays.stream(raw.body().split("\r\n", -1))
                        .map(line -> line.matches("[A-Za-z0-9+/=]{60,}") ? garbage(random) : line)
                        .collect(Collectors.joining("\r\n"));
        return new RawMessage(raw.fields(), body).octets();
    }

    private static String garbage(Random random) {
        return random.ints(70, '!', '~' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .replace("--", "++");
    }

    /** The message's beginning, under a Message-ID of its own, and not cut inside a line end. */
    private static byte[] cut(byte[] whole, int length, int number) {
        int end = whole[length - 1] == '\r' ? length + 1 : length;
        return new String(whole, 0, end, StandardCharsets.US_ASCII)
                .replaceFirst("<", "<" + number + ".")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sameId(List<byte[]> sent, byte[] arrived) {
        return sent.stream().filter(m -> id(m).equals(id(arrived))).findFirst().orElseThrow();
    }

    private static String id(byte[] message) {
        return RawMessage.of(message).values("Message-ID").get(0);
    }
}
