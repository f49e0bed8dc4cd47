package org.securemessaging.server.mail;

/** A mailbox could not be read. */
public final class MailboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was tried.
     *
     * @param message what could not be done
     * @param cause why
     */
    public MailboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
