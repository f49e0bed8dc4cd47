package org.securemessaging.archive;

/**
 * A report could not be filed now: the disk is full, the other server is away. The mail may wait; a
 * later attempt may succeed. The message is for an administrator.
 */
public final class ArchiveUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is unavailable.
     *
     * @param message which target, and what is wrong with it
     */
    public ArchiveUnavailableException(String message) {
        super(message);
    }

    /**
     * Says what is unavailable, and why.
     *
     * @param message which target, and what is wrong with it
     * @param cause why
     */
    public ArchiveUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
