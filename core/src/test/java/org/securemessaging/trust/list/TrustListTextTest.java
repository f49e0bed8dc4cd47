package org.securemessaging.trust.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustListTextTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @Test
    void parseShouldReadEveryKindOfEntryWithAllItsFields() {
        String text =
                "# for the finance department\n\n"
                        + "deny "
                        + A.toUpperCase(java.util.Locale.ROOT)
                        + " purpose=email,1.2.3 from=2026-01-01 until=2027-01-01 # stolen # in May\r\n"
                        + "  allow "
                        + B
                        + "\taccept=unreachable,expired #partner\n"
                        + "anchor "
                        + B
                        + " permit=Example.ORG,.example.net exclude=Boss@example.org"
                        + " issued-before=2026-02-03T04:05:06Z\n";
        assertThat(TrustListText.parse(text, "list").entries())
                .containsExactly(
                        new TrustListEntry.Deny(
                                A,
                                Set.of(Purpose.EMAIL, new Purpose("1.2.3")),
                                new TimeFrame(
                                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                        Optional.of(Instant.parse("2027-01-01T00:00:00Z"))),
                                "stolen # in May"),
                        new TrustListEntry.Allow(
                                B, Set.of(), TimeFrame.ALWAYS, true, true, "partner"),
                        new TrustListEntry.AnchorConstraint(
                                B,
                                Set.of(),
                                TimeFrame.ALWAYS,
                                List.of("example.org", ".example.net"),
                                List.of("Boss@example.org"),
                                Optional.of(Instant.parse("2026-02-03T04:05:06Z")),
                                ""));
    }

    @Test
    void formatShouldWriteWhatParseReads() {
        String text =
                "deny "
                        + A
                        + " purpose=1.2.3,email from=2026-01-01 until=2027-01-01 # stolen # in May\n"
                        + "allow "
                        + B
                        + " accept=expired,unreachable\n"
                        + "anchor "
                        + B
                        + " purpose=email permit=example.org exclude=boss@example.org"
                        + " issued-before=2026-02-03T04:05:06Z # 日本\n";
        assertThat(TrustListText.format(TrustListText.parse(text, "list"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permit T | a line starts with allow, deny, anchor or #, not \"permit\"",
                "deny | no SHA-256 thumbprint after deny",
                "deny abc | a SHA-256 thumbprint has 64 hexadecimal digits, not \"abc\"",
                "deny T accept=expired | deny takes from=, purpose=, until= and # remark, not"
                        + " \"accept=expired\"",
                "deny T from= | deny takes from=, purpose=, until= and # remark, not \"from=\"",
                "deny T forever | deny takes from=, purpose=, until= and # remark, not"
                        + " \"forever\"",
                "deny T purpose=mail | purpose= takes email, server, client, code, timestamp, ocsp"
                        + " or an object identifier, not \"mail\"",
                "deny T from=2026-13-01 | from= takes a day like 2026-12-31 or a time like"
                        + " 2026-12-31T18:00:00Z, not \"2026-13-01\"",
                "deny T from=2026-01-02 from=2026-01-03 | from= stands twice",
                "deny T from=2026-01-02 until=2026-01-02 | from must be before until",
                "allow T accept=revoked | accept= takes expired and unreachable, not \"revoked\"",
                "anchor T permit=*.example.org | a mail name is user@example.org, example.org or"
                        + " .example.org (other scripts as xn--), not \"*.example.org\"",
                "anchor T permit=a.test, | a mail name is user@example.org, example.org or"
                        + " .example.org (other scripts as xn--), not \"\"",
            })
    void parseShouldNameSourceLineAndWhatIsAccepted(String line, String complaint) {
        String text = "# one\n\n" + line.replace("T", A);
        assertThatThrownBy(() -> TrustListText.parse(text, "/etc/list"))
                .isInstanceOf(TrustListFormatException.class)
                .hasMessage("/etc/list, line 3: " + complaint);
    }

    @Test
    void parseShouldRefuseWhatIsNotUtf8AndPassOverAByteOrderMark() {
        assertThatThrownBy(
                        () ->
                                TrustListText.parse(
                                        "# Müller".getBytes(StandardCharsets.ISO_8859_1), "list"))
                .hasMessage("list: not UTF-8");
        assertThat(
                        TrustListText.parse(
                                        ("\uFEFFdeny " + A).getBytes(StandardCharsets.UTF_8),
                                        "list")
                                .entries())
                .hasSize(1);
    }
}
