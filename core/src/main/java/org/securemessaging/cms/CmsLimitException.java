package org.securemessaging.cms;

/** A structure is larger than {@link CmsLimits}. Caught where it is read as a whole. */
final class CmsLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CmsLimitException(String message) {
        super(message);
    }
}
