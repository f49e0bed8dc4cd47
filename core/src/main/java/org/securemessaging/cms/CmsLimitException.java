package org.securemessaging.cms;

/** A structure is larger than {@link CmsLimits}. Caught where it is read as a whole. */
public final class CmsLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for an administrator
     */
    public CmsLimitException(String message) {
        super(message);
    }
}
