package org.securemessaging.trust.list;

/** A trust list that can't be read; the message names file, line and what is accepted. */
public final class TrustListFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message where and why
     */
    public TrustListFormatException(String message) {
        super(message);
    }

    TrustListFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
