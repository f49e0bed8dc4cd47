package org.securemessaging.archive.folder;

/** A manifest is not what this program wrote. */
public final class ManifestFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what
     */
    public ManifestFormatException(String message) {
        super(message);
    }
}
