package org.securemessaging.cms.decrypt;

/**
 * A recipient's key can't be had. Whether its form, its kind or its value is at fault is for nobody
 * outside: all of these look alike. Caught where a key is tried.
 */
final class UnwrapException extends Exception {
    private static final long serialVersionUID = 1L;

    UnwrapException(String message) {
        super(message);
    }

    UnwrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
