package org.securemessaging.directory.publication;

/**
 * Something can't be published, and trying again won't help (a permanent failure): the address has
 * no entry, or two, or is none; the certificate does not fit.
 */
public final class PublicationRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A permanent failure.
     *
     * @param message why, for an administrator
     */
    public PublicationRefusalException(String message) {
        super(message);
    }
}
