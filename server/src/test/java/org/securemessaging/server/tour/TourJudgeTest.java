package org.securemessaging.server.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.Stamp;

class TourJudgeTest {
    private static final String OURS = "Authentication-Results: mx.example; smime=none";
    private static final String FORGED = "Authentication-Results: mx.example; smime=pass";
    private static final TourMail SENT =
            new TourMail(
                    "mail",
                    "a@example",
                    new RawMessage(List.of(FORGED, "Subject: s"), "body\r\n"),
                    new Stamp("none", List.of()),
                    List.of("Subject: s"));

    @Test
    void judgeShouldBeContentWithTheMailAndOurFields() {
        assertThat(faults("body\r\n", "Return-Path: <a@example>", OURS, "Subject: s")).isEmpty();
    }

    @Test
    void judgeShouldNoticeAChangedOctet() {
        assertThat(faults("Body\r\n", OURS, "Subject: s"))
                .containsExactly("octets below the header changed");
    }

    @Test
    void judgeShouldNoticeAnotherResultAndAMissingStamp() {
        assertThat(faults("body\r\n", OURS.replace("none", "fail"), "Subject: s"))
                .containsExactly("the stamp");
        assertThat(faults("body\r\n", "Subject: s")).containsExactly("the stamp");
    }

    @Test
    void judgeShouldNoticeAForgedStampBesideOurs() {
        assertThat(faults("body\r\n", OURS, FORGED, "Subject: s"))
                .containsExactly("the stamp", "a forged field arrived");
    }

    @Test
    void judgeShouldNoticeWhatElseHappensToTheHeader() {
        String fault = "the header is not the one sent plus the server's fields";

        assertThat(faults("body\r\n", OURS, "Subject: t")).containsExactly(fault);
        assertThat(faults("body\r\n", OURS, "Subject: s", "X-New: x")).containsExactly(fault);
        assertThat(faults("body\r\n", OURS)).containsExactly(fault);
    }

    private static List<String> faults(String body, String... fields) {
        return new TourJudge("mx.example")
                .judge(SENT, new RawMessage(List.of(fields), body))
                .faults();
    }
}
