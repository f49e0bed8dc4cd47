package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.mime.Texts.octets;
import static org.securemessaging.mime.Texts.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderEditTest {
    private static final HeaderEdit WITHOUT_X =
            HeaderEdit.none().remove(field -> field.isNamed("X"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "A: b\r\nX : y\n\tz\r\nC: \u00fc\u00e4\r\n\r\nX: body\r\n",
                "A: b\r\nno field\r\n x\r\n",
                "A: b",
                "A: b\r\n\nbody\r",
                " folded first\r\nA: b\r\n\r\n"
            })
    void applyShouldGiveMessageAsItArrivedWhenNothingIsEdited(String message) throws IOException {
        assertThat(apply(HeaderEdit.none(), message)).isEqualTo(message);
    }

    @Test
    void applyShouldTouchNothingButTheFieldsNamed() throws IOException {
        String message =
                "x : first\r\nA:  b \r\nX: y\r\n folded\n\tagain\r\nno field\r\nB: \u00fc\nX:\r\n\r\nX: body\r\n";

        assertThat(apply(WITHOUT_X, message))
                .isEqualTo("A:  b \r\nno field\r\nB: \u00fc\n\r\nX: body\r\n");
    }

    @Test
    void applyShouldPutFieldsOnTopTheLastOneFirst() throws IOException {
        HeaderEdit edit = WITHOUT_X.prepend("One", "1").prepend("Two", "2;\r\n folded ü");

        assertThat(apply(edit, "X: y\r\nA: b\r\n\r\nbody"))
                .isEqualTo("Two: 2;\r\n folded \u00c3\u00bc\r\nOne: 1\r\nA: b\r\n\r\nbody");
        assertThat(apply(edit, "\r\nbody")).endsWith("\r\nOne: 1\r\n\r\nbody");
    }

    @Test
    void applyShouldRemoveLastFieldWhenMessageEndsWithIt() throws IOException {
        assertThat(apply(WITHOUT_X, "A: b\r\nX: y")).isEqualTo("A: b\r\n");
    }

    @Test
    void replaceShouldWriteFieldsAnewInTheirPlace() throws IOException {
        HeaderEdit edit =
                WITHOUT_X
                        .replace("A", f -> Optional.of(f.body() + "!").filter(b -> f.isNamed("A")))
                        .replace("X", f -> Optional.of("too late").filter(b -> f.isNamed("X")))
                        .prepend("Top", "t");

        assertThat(apply(edit, "B:  1 \r\na :\r\n x\r\nX: y\nC: 2\nA: last\r\n\r\nA: body"))
                .isEqualTo("Top: t\r\nB:  1 \r\nA: x!\r\nC: 2\nA: last!\r\n\r\nA: body");
    }

    @Test
    void replaceShouldLeaveNoOtherFieldBehind() {
        HeaderEdit edit = HeaderEdit.none().replace("A", f -> Optional.of("b\r\nForged: c"));

        assertThatThrownBy(() -> apply(edit, "A: b\r\n\r\n"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderEdit.none().replace("A: b", f -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void removeShouldAddUp() throws IOException {
        HeaderEdit edit = WITHOUT_X.remove(field -> field.body().equals("evil"));

        assertThat(apply(edit, "A: evil\r\nX: y\r\nB: good\r\n\r\n")).isEqualTo("B: good\r\n\r\n");
    }

    @Test
    void removeShouldBeShownLinesThatAreNoField() throws IOException {
        List<String> shown = new ArrayList<>();
        HeaderEdit edit =
                HeaderEdit.none()
                        .remove(
                                field -> {
                                    shown.add(text(field.raw()));
                                    return !field.wellFormed();
                                });

        assertThat(apply(edit, "From x\r\nA: b\r\n\r\n")).isEqualTo("A: b\r\n\r\n");
        assertThat(shown).containsExactly("From x\r\n", "A: b\r\n");
    }

    @Test
    void applyShouldRemoveFieldThatIsLongerThanShown() throws IOException {
        String message = "X: " + "y".repeat(2 * HeaderEdit.LONGEST_SHOWN) + "\r\nA: b\r\n\r\nbody";

        assertThat(apply(WITHOUT_X, message)).isEqualTo("A: b\r\n\r\nbody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nB: c",
                "a\nb",
                "a\rb",
                "a\0",
                "a\r\n\r\nbody",
                "a\r\n",
                "a\r\n \r\n b",
                "a\n b"
            })
    void prependShouldRefuseWhenBodyBreaksOutOfField(String body) {
        assertThatThrownBy(() -> HeaderEdit.none().prepend("A", body))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A:", "A\r\nB", "\u00fc", "A "})
    void prependShouldRefuseWhenNameIsNone(String name) {
        assertThatThrownBy(() -> HeaderEdit.none().prepend(name, "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String apply(HeaderEdit edit, String message) throws IOException {
        return text(edit.apply(octets(message)).readAllBytes());
    }
}
