package org.securemessaging.cms;

/** The octets are no such structure. Caught where a structure is read as a whole. */
public final class CmsFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message what is wrong, for an administrator's log
     */
    public CmsFormatException(String message) {
        super(message);
    }

    /**
     * A complaint with its cause.
     *
     * @param message what is wrong, for an administrator's log
     * @param cause what the reader of a part said
     */
    public CmsFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
