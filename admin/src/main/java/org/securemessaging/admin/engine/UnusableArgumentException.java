package org.securemessaging.admin.engine;

/** What was asked for on the command line can't be done; the message says what, and why. */
public final class UnusableArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what can't be done.
     *
     * @param message what, and why
     */
    public UnusableArgumentException(String message) {
        super(message);
    }
}
