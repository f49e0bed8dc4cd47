package org.securemessaging.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawMessageTest {
    private static final byte[] MESSAGE =
            "A: one\r\nB: two\r\n\tfolded\r\na:\u00e9\r\n\r\nbody\r\n\r\nmore"
                    .getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void ofShouldKeepFoldedFieldsWhole() {
        assertThat(RawMessage.of(MESSAGE).fields())
                .containsExactly("A: one", "B: two\r\n\tfolded", "a:\u00e9");
    }

    @Test
    void valuesShouldIgnoreCaseAndUnfold() {
        RawMessage message = RawMessage.of(MESSAGE);

        assertThat(message.values("A")).containsExactly("one", "\u00e9");
        assertThat(message.values("b")).containsExactly("two\tfolded");
        assertThat(message.values("C")).isEmpty();
    }

    @Test
    void octetsShouldGiveTheMessageBack() {
        assertThat(RawMessage.of(MESSAGE).octets()).isEqualTo(MESSAGE);
    }

    @Test
    void ofShouldTakeAMessageWithoutABody() {
        RawMessage message = RawMessage.of("A: one".getBytes(StandardCharsets.US_ASCII));

        assertThat(message.fields()).containsExactly("A: one");
        assertThat(message.body()).isEmpty();
    }
}
