package org.securemessaging.certificate;

/** Octets that should be a certificate and are not. */
public final class CertificateFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for an administrator
     * @param cause what the parser said
     */
    public CertificateFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
