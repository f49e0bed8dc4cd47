package org.securemessaging.server.pki;

/** A key or certificate could not be made, read or written; nothing the caller could mend. */
public final class PkiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was tried.
     *
     * @param message what could not be done
     * @param cause why
     */
    public PkiException(String message, Throwable cause) {
        super(message, cause);
    }
}
