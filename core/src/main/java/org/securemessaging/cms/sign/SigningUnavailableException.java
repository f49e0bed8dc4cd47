package org.securemessaging.cms.sign;

/** A message could not be signed now, for a token or an authority is away; later it may. */
public final class SigningUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A temporary failure.
     *
     * @param message what is away, for an administrator's log
     */
    public SigningUnavailableException(String message) {
        super(message);
    }

    /**
     * A temporary failure with a cause.
     *
     * @param message what is away, for an administrator's log
     * @param cause why
     */
    public SigningUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
