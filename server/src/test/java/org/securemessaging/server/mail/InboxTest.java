package org.securemessaging.server.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Test
    void messagesShouldBeReadOnANewConnectionWhenAFetchIsNotAnswered() throws IOException {
        try (ScriptedImap server = new ScriptedImap("Subject: a\r\n\r\nb\r\n", 1);
                Inbox inbox = Inbox.open(server.port(), "bob", "secret", PATIENCE)) {
            assertThat(inbox.messages(1))
                    .containsExactly("Subject: a\r\n\r\nb\r\n".getBytes(US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "LOGIN", "CLOSE"})
    void messagesShouldBeReadOnANewConnectionWhenAnotherCommandIsNotAnswered(String command)
            throws IOException {
        try (ScriptedImap server = new ScriptedImap("Subject: a\r\n\r\nb\r\n", 0);
                Inbox inbox = Inbox.open(server.port(), "bob", "secret", PATIENCE)) {
            server.leaveUnanswered(command, 1);

            assertThat(inbox.messages(1)).hasSize(1);
            assertThat(inbox.messages(1)).hasSize(1);
        }
    }

    @Test
    void messagesShouldGiveUpWhenNoFetchIsAnswered() throws IOException {
        try (ScriptedImap server = new ScriptedImap("Subject: a\r\n\r\nb\r\n", 100);
                Inbox inbox = Inbox.open(server.port(), "bob", "secret", PATIENCE)) {
            assertThatThrownBy(() -> inbox.messages(1))
                    .isInstanceOf(MailboxException.class)
                    .hasMessage("The server did not answer 4 times");
        }
    }
}
