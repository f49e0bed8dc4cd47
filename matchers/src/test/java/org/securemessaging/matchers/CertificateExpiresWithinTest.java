package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.pipeline.report.SignerSummary;
import org.securemessaging.pipeline.report.SignerSummary.CertificateFacts;
import org.securemessaging.result.SignatureResult;

class CertificateExpiresWithinTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final CertificateDirectory NOBODY = TestLookUps.of(Map.of());

    @ParameterizedTest
    @CsvSource({
        "PASS, true, 29, true",
        "PASS, true, 30, true",
        "PASS, true, 31, false",
        "PASS, true, -1, false",
        "POLICY, true, 5, false",
        "PASS, false, 5, false"
    })
    void matchShouldTakeAMailWhoseGoodSignerEndsSoon(
            SignatureResult result, boolean counted, int days, boolean taken) throws Exception {
        MailImpl mail = TestMails.signed(SignatureResult.PASS, counted, signer(result, days));

        for (String condition : List.of("30d", "signer:30d", " signer : 30 d ")) {
            assertThat(TestMails.takes(matcher(NOBODY, condition), mail))
                    .as(condition)
                    .isEqualTo(taken);
        }
    }

    @Test
    void matchShouldTakeNobodyWhenNobodyVerified() throws Exception {
        assertThat(TestMails.takes(matcher(NOBODY, "30d"), TestMails.empty())).isFalse();
    }

    @Test
    void matchShouldTakeTheRecipientsWhoseCertificateEndsSoon() throws Exception {
        CertificateDirectory directory =
                TestLookUps.of(
                        Map.of(
                                "bob@example.org",
                                TestLookUps.endingAt(NOW.plus(Duration.ofDays(10))),
                                "carol@example.org",
                                TestLookUps.endingAt(NOW.plus(Duration.ofDays(100)))));

        assertThat(matcher(directory, "recipient:30d").match(TestMails.empty()))
                .containsExactly(new MailAddress("bob@example.org"));
        assertThat(matcher(directory, "recipient:5d").match(TestMails.empty())).isEmpty();
        assertThat(matcher(directory, "recipient:200d").match(TestMails.empty())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "d", "author:30d", "signer:", "recipient:-1d", "30d:signer"})
    void initShouldRefuseAnythingElse(String condition) {
        assertThatThrownBy(() -> matcher(NOBODY, condition))
                .hasMessage(
                        "CertificateExpiresWithin: the condition is \""
                                + condition
                                + "\"; accepted is a number with ms, s, min, h or d, such as 10s,"
                                + " alone or behind signer: or recipient:");
    }

    private static CertificateExpiresWithin matcher(
            CertificateDirectory directory, String condition) throws Exception {
        CertificateExpiresWithin matcher =
                new CertificateExpiresWithin(directory, Clock.fixed(NOW, ZoneOffset.UTC));
        matcher.init(TestMails.condition(condition));
        return matcher;
    }

    private static SignerSummary signer(SignatureResult result, int days) {
        CertificateFacts facts =
                new CertificateFacts(
                        "CN=Alice",
                        "CN=CA",
                        "0A",
                        "ab",
                        List.of("alice@example.org"),
                        Optional.of(NOW.plus(Duration.ofDays(days))));
        return new SignerSummary(
                result, List.of(), Optional.of(facts), "SHA-256", "Ed25519", Optional.empty());
    }
}
