package org.securemessaging.directory.ldap;

/**
 * A directory can't be reached now, refused the bind, or did not answer in time; later it may (a
 * temporary failure).
 */
public final class DirectoryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A temporary failure.
     *
     * @param message which directory, for an administrator's log; never a password
     * @param cause what went wrong
     */
    public DirectoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
