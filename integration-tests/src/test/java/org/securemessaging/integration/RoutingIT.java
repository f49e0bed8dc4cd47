package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;

/** The matchers, in a mailet container that writes down which of them matched. */
class RoutingIT {
    private static final Duration DELIVERY = Duration.ofMinutes(1);

    @TempDir private static Path work;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = TestServer.start(work, RoutingIT::routeByMatchers);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static void routeByMatchers(WorkFolder folder) throws IOException {
        try (InputStream in = RoutingIT.class.getResourceAsStream("routing-mailetcontainer.xml")) {
            Files.copy(
                    in,
                    folder.conf().resolve("mailetcontainer.xml"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void signedMailShouldMatchItsSignersConditions() throws IOException, InterruptedException {
        byte[] arrived = server.deliver(Mails.signed(server.pki(), Person.CAROL, "Hello.\n"));

        assertThat(routes(arrived))
                .containsExactlyInAnyOrder("signed", "pass", "carol", "orchard", "trial-issuer");
    }

    @Test
    void otherSignerShouldMatchOnlyWhatFits() throws IOException, InterruptedException {
        byte[] arrived = server.deliver(Mails.signed(server.pki(), Person.ALICE, "Hello.\n"));

        assertThat(routes(arrived)).containsExactlyInAnyOrder("signed", "pass", "trial-issuer");
    }

    /** SignerIs speaks of the verified signer; a certificate nobody trusts names nobody. */
    @Test
    void untrustedSignerShouldMatchPolicyAlone() throws IOException, InterruptedException {
        byte[] arrived = server.deliver(Mails.signed(server.pki(), Person.MALLORY, "Hello.\n"));

        assertThat(routes(arrived)).containsExactlyInAnyOrder("signed", "policy", "untrusted");
    }

    @Test
    void unsignedMailShouldMatchNone() throws IOException, InterruptedException {
        byte[] sent =
                (Mails.header(Person.ALICE, "unsigned") + SignedMail.text("Hello.\n"))
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(routes(server.deliver(sent))).containsExactly("none");
    }

    @Test
    void revokedSignerShouldBeQuarantined() throws IOException, InterruptedException {
        try (SmtpClient smtp = server.smtp()) {
            smtp.send(
                    Person.DORA.address(),
                    TestServer.RECIPIENT.address(),
                    Mails.signed(server.pki(), Person.DORA, "Hello.\n"));
        }

        long end = System.nanoTime() + DELIVERY.toNanos();
        while (quarantined() == 0 && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(quarantined()).isEqualTo(1);
    }

    private static long quarantined() throws IOException {
        Path repository = server.work().resolve("var/mail/quarantine");
        try (Stream<Path> files = Files.list(repository)) {
            return files.filter(f -> f.toString().endsWith("FileStreamStore")).count();
        }
    }

    private static List<String> routes(byte[] arrived) {
        return RawMessage.of(arrived).values("X-Route");
    }
}
