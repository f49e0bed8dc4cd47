package org.securemessaging.archive.folder;

/** A record's file is missing, or is not the one that was filed. */
public final class RecordChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which.
     *
     * @param message which, and what is wrong with it
     */
    public RecordChangedException(String message) {
        super(message);
    }
}
