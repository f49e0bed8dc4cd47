package org.securemessaging.revocation;

/** Octets that should be a CRL and are not. */
public final class CrlFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for an administrator
     * @param cause what the parser said
     */
    public CrlFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
