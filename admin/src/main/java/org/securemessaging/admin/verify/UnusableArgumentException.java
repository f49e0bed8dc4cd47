package org.securemessaging.admin.verify;

/** What was asked for on the command line can't be done; the message says what, and why. */
final class UnusableArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableArgumentException(String message) {
        super(message);
    }
}
