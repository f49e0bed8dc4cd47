package org.securemessaging.cms;

/** The octets are no such structure. Caught where a structure is read as a whole. */
final class CmsFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CmsFormatException(String message) {
        super(message);
    }

    CmsFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
