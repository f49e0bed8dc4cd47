package org.securemessaging.server.mail;

import java.io.IOException;

/** The SMTP server answered a command with something else than yes. */
public final class SmtpRefusalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String answer;

    /**
     * Keeps the answer.
     *
     * @param answer the server's last line
     */
    public SmtpRefusalException(String answer) {
        super("The SMTP server answered: " + answer);
        this.answer = answer;
    }

    /**
     * The server's words.
     *
     * @return its last line, with the reply code
     */
    public String answer() {
        return answer;
    }
}
