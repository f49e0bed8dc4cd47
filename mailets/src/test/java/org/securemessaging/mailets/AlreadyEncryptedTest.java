package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.decrypt.EncryptionTricks;
import org.securemessaging.mailets.TestGateway.Sent;

/** Mail that comes to SMIMEEncrypt and is encrypted already, or says so. */
class AlreadyEncryptedTest {
    private static final String MANDATORY = "<mode>mandatory</mode>";

    @TempDir private Path folder;

    static Set<String> tricks() {
        return EncryptionTricks.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void trickShouldBringNothingPastThePolicy(String trick) throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY, "leaveEncrypted", "smime-and-pgp");

        gateway.send(EncryptionTricks.all().get(trick), "good@rec.example", "none@rec.example");

        // A message whose header can be read in two ways is refused as a whole.
        assertThat(gateway.sent).hasSizeLessThan(2);
        for (Sent each : gateway.sent) {
            assertThat(each.recipients()).containsExactly("good@rec.example");
            assertThat(each.encrypted()).isTrue();
            assertThat(each.octets()).doesNotContain(EncryptionTricks.SECRET);
            assertThat(gateway.opens("good@rec.example", each)).isPresent();
        }
        assertThat(gateway.notices()).hasSize(1);
        assertThat(gateway.notices().get(0))
                .contains("Final-Recipient: rfc822; none@rec.example")
                .doesNotContain(EncryptionTricks.SECRET);
    }

    /** What stays as it is (=), and what is encrypted again (E). */
    @ParameterizedTest
    @CsvSource({
        "smime, , =",
        "pgp,   , E",
        "smime, none, E",
        "pgp,   none, E",
        "smime, smime, =",
        "pgp,   smime, E",
        "smime, smime-and-pgp, =",
        "pgp,   smime-and-pgp, =",
    })
    void encryptedMailShouldStayAsToldOrBeEncryptedAgain(String kind, String told, String form)
            throws Exception {
        TestGateway gateway =
                told == null
                        ? new TestGateway(folder, MANDATORY)
                        : new TestGateway(folder, MANDATORY, "leaveEncrypted", told);
        String message =
                kind.equals("smime") ? EncryptionTricks.honest() : EncryptionTricks.honestPgp();

        gateway.send(message, "good@rec.example");

        assertThat(gateway.sent).hasSize(1);
        if (form.equals("=")) {
            assertThat(gateway.sent.get(0)).isEqualTo(sent("good@rec.example", message));
        } else {
            String inside = gateway.opens("good@rec.example", gateway.sent.get(0)).orElseThrow();
            assertThat(message).endsWith(inside.substring(inside.indexOf("\r\n\r\n")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"also", "none"})
    void mailThatWasEncryptedHereShouldStayAsItIsForOthers(String recipient) throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);
        gateway.send(EncryptionTricks.honestPgp(), "good@rec.example");
        String encrypted = gateway.sent.get(0).octets();

        gateway.send(encrypted, recipient + "@rec.example");

        assertThat(gateway.sent.get(1)).isEqualTo(sent(recipient + "@rec.example", encrypted));
        assertThat(gateway.notices()).isEmpty();
    }

    /** A part comes through the mailet again, and is known by its recipients. */
    @Test
    void ownPartsShouldNotBeEncryptedAgain() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY, "leaveEncrypted", "none");

        gateway.send(EncryptionTricks.honestPgp(), "good@rec.example", "also@rec.example");

        assertThat(gateway.sent).hasSize(2);
        for (Sent each : gateway.sent) {
            assertThat(gateway.opens(each.recipients().get(0), each).orElseThrow())
                    .startsWith("Content-Type: multipart/encrypted;");
        }
    }

    private static Sent sent(String recipient, String octets) {
        return new Sent(List.of(recipient), octets);
    }
}
