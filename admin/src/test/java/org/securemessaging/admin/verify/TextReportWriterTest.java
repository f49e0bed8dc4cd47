package org.securemessaging.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.admin.report.ReasonWords;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.verification.VerificationReport;

class TextReportWriterTest {
    @Test
    void writeShouldSayTheReasonInWordsWithItsDetailAndHowToGoOn() {
        String text = written(Finding.of(ReasonCode.LIMIT_EXCEEDED, "the detail"));

        assertThat(text)
                .isEqualTo(
                        """
                        a.eml: permerror (limit-exceeded)
                          limit-exceeded: a limit on size, depth, count or time was reached before\
                         there was a verdict
                            the detail
                          to go on: If the message is legitimate, raise the limit named above in\
                         securemessaging.xml.
                          stamp: mx; smime=permerror
                        """);
    }

    @Test
    void writeShouldMakeControlAndDirectionMarksVisible() {
        String text =
                written(
                        Finding.of(
                                ReasonCode.MALFORMED_MESSAGE,
                                "\u001b[2Ka.eml: pass\r\n\u202egro.elpmaxe\u0085"));

        assertThat(text)
                .contains("\\u{1b}[2Ka.eml: pass\\u{d}\\u{a}\\u{202e}gro.elpmaxe\\u{85}")
                .doesNotContain("\u001b")
                .doesNotContain("\r")
                .doesNotContain("\u202e");
    }

    @Test
    void writeShouldMarkWhatIsTolerated() {
        assertThat(written(Finding.of(ReasonCode.MALFORMED_MESSAGE, "").tolerated()))
                .contains("malformed-message (tolerated): the message can't be read\n");
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void everyReasonShouldHaveItsWords(ReasonCode reason) {
        assertThat(new ReasonWords().meaning(reason)).isPresent();
    }

    @Test
    void everyWordShouldBelongToAReason() {
        List<String> codes =
                Arrays.stream(ReasonCode.values())
                        .map(ReasonCode::code)
                        .flatMap(code -> List.of(code, code + ".advice").stream())
                        .toList();

        assertThat(new ReasonWords().keys()).isSubsetOf(codes);
    }

    private static String written(Finding finding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VerificationReport report =
                new VerificationReport(
                        ReasonCode.LIMIT_EXCEEDED.usualResult(),
                        Set.of(finding.reason()),
                        List.of(finding),
                        List.of());
        new TextReportWriter(new PrintStream(out, false, StandardCharsets.UTF_8))
                .write(new JudgedMessage("a.eml", report, "mx; smime=permerror"));
        return out.toString(StandardCharsets.UTF_8);
    }
}
