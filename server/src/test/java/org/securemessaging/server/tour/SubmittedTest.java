package org.securemessaging.server.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.Stamp;
import org.securemessaging.server.pki.Person;

class SubmittedTest {
    private static final String OURS = "Authentication-Results: mx.example; smime=pass";
    private static final List<String> FIELDS = List.of("Subject: s", "Content-Type: text/plain");
    private static final TourMail SENT =
            new TourMail(
                    "mail",
                    "a@example",
                    new RawMessage(FIELDS, "body\r\n"),
                    new Stamp("pass", List.of()),
                    FIELDS,
                    Optional.of(Person.ALICE));
    private static final String PART = "--b\r\nContent-Type: text/plain\r\n\r\nbody\r\n\r\n--b";

    @Test
    void judgeShouldBeContentWithTheSignedMail() {
        assertThat(faults("\r\n" + PART, OURS, "Subject: s", "Content-Type: multipart/signed; x"))
                .isEmpty();
    }

    @Test
    void judgeShouldNoticeThatNothingWasSigned() {
        assertThat(faults("body\r\n", OURS, "Subject: s", "Content-Type: text/plain"))
                .containsExactly("octets below the header changed");
    }

    @Test
    void judgeShouldNoticeAnotherContentAndAnotherHeader() {
        assertThat(
                        faults(
                                "\r\n" + PART.replace("body", "Body"),
                                OURS,
                                "Subject: t",
                                "Content-Type: multipart/signed; x"))
                .containsExactly(
                        "octets below the header changed",
                        "the header is not the one sent plus the server's fields");
    }

    private static List<String> faults(String body, String... fields) {
        return new TourJudge("mx.example")
                .judge(SENT, new RawMessage(List.of(fields), body))
                .faults();
    }
}
