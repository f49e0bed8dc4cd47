package org.securemessaging.cms.sign;

/**
 * A message could not be signed, and will not be however often it is tried. The text is for an
 * administrator's log: it names certificates, never a key.
 */
public class SigningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what failed
     */
    public SigningException(String message) {
        super(message);
    }

    /**
     * A failure with a cause.
     *
     * @param message what failed
     * @param cause why
     */
    public SigningException(String message, Throwable cause) {
        super(message, cause);
    }
}
