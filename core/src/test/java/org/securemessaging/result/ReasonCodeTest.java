package org.securemessaging.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonCodeTest {
    private static final Path PAGE = Path.of("../docs/results.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| `([a-z]+)` \\|");

    @ParameterizedTest
    @EnumSource
    void ofCodeShouldFindWhatCodeGave(ReasonCode reason) {
        assertThat(ReasonCode.ofCode(reason.code())).contains(reason);
    }

    @Test
    void ofCodeShouldBeEmptyForOtherWords() {
        assertThat(ReasonCode.ofCode("DIGEST_MISMATCH")).isEmpty();
    }

    @Test
    void documentationShouldListEveryReasonWithItsResultInOrder() throws IOException {
        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(ReasonCodeTest::row))
                .containsExactlyElementsOf(
                        Arrays.stream(ReasonCode.values())
                                .map(r -> r.code() + " " + r.usualResult().keyword())
                                .toList());
    }

    private static String row(MatchResult match) {
        return match.group(1) + " " + match.group(2);
    }
}
