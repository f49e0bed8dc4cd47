package org.securemessaging.cms.decrypt;

/** A key is there, but can't be used now; later it may. */
public class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A temporary failure.
     *
     * @param message which key or place, for an administrator's log; never a password or a key
     * @param cause what went wrong
     */
    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
