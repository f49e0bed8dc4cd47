package org.securemessaging.archive.protection;

/** A seal is not as it was made, or was made by somebody else. */
public final class BrokenSealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what
     */
    public BrokenSealException(String message) {
        super(message);
    }
}
