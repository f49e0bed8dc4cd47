package org.securemessaging.revocation;

/** Octets that should be an OCSP response and are not, or one of a kind that is not known here. */
public final class OcspFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for an administrator
     * @param cause what the parser said
     */
    public OcspFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
