package org.securemessaging.directory.ldap;

import org.apache.directory.api.ldap.model.message.ResultCodeEnum;

/** A directory answered, but not with success (a permanent failure; RFC 4511 §4.1.9). */
public final class DirectoryRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ResultCodeEnum code;

    /**
     * A permanent failure.
     *
     * @param code the server's result code
     * @param message which directory and what it said, for an administrator's log; never a password
     * @param cause what went wrong
     */
    public DirectoryRefusalException(ResultCodeEnum code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * The server's result code.
     *
     * @return the code
     */
    public ResultCodeEnum code() {
        return code;
    }
}
