package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.mime.Texts.bytes;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldTest {
    @Test
    void bodyShouldBeUnfoldedWhenFieldHasSeveralLines() {
        HeaderField field = field("Subject:  one\r\n two\n\tthree \r\n");

        assertThat(field.name()).isEqualTo("Subject");
        assertThat(field.body()).isEqualTo("one two\tthree");
        assertThat(field.raw()).isEqualTo(bytes("Subject:  one\r\n two\n\tthree \r\n"));
        assertThat(field.hasStrayControls()).isFalse();
    }

    @Test
    void nameShouldLackWhiteSpaceWhenItStandsBeforeColon() {
        HeaderField field = field("From \t: a@b\r\n");

        assertThat(field.wellFormed()).isTrue();
        assertThat(field.name()).isEqualTo("From");
        assertThat(field.isNamed("from")).isTrue();
        assertThat(field.body()).isEqualTo("a@b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From a@b 10:00\r\n",
                "no colon\r\n",
                ": x\r\n",
                " x: y\r\n",
                "S\u00fc: x",
                ""
            })
    void wellFormedShouldBeFalseWhenLineIsNoField(String line) {
        HeaderField field = field(line);

        assertThat(field.wellFormed()).isFalse();
        assertThat(field.name()).isEmpty();
        assertThat(field.isNamed("")).isFalse();
        assertThat(field.body()).isEqualTo(line.strip());
    }

    @Test
    void bodyShouldBeReadAsUtf8WhenItIs() {
        HeaderField field = HeaderField.of("Subject: Grüße 好\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(field.body()).isEqualTo("Grüße 好");
        assertThat(field.isUtf8()).isTrue();
    }

    @Test
    void bodyShouldBeReadAsLatinWhenItIsNotUtf8() {
        HeaderField field = field("Subject: Gr\u00fc\u00dfe\r\n");

        assertThat(field.body()).isEqualTo("Grüße");
        assertThat(field.isUtf8()).isFalse();
    }

    @Test
    void bodyShouldKeepEncodedWords() {
        assertThat(field("Subject: =?utf-8?Q?a?=\r\n").body()).isEqualTo("=?utf-8?Q?a?=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: a\rb\r\n", "From: a\0b\r\n", "From: a\r\r\n", "From: a\nb\r\n"})
    void hasStrayControlsShouldBeTrueWhenProgramsDiffer(String raw) {
        assertThat(field(raw).hasStrayControls()).isTrue();
    }

    @Test
    void rawShouldBeACopy() {
        HeaderField field = field("A: b\r\n");
        field.raw()[0] = 'X';

        assertThat(field.raw()).isEqualTo(bytes("A: b\r\n"));
    }

    @Test
    void toStringShouldNotShowContent() {
        assertThat(field("Subject: secret\r\n")).hasToString("Subject");
    }

    private static HeaderField field(String raw) {
        return HeaderField.of(bytes(raw));
    }
}
