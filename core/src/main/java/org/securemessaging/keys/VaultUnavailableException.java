package org.securemessaging.keys;

import org.securemessaging.cms.decrypt.KeyUnavailableException;

/** A place where keys are kept can't be reached now; later it may. */
public final class VaultUnavailableException extends KeyUnavailableException {
    private static final long serialVersionUID = 1L;

    /**
     * A temporary failure.
     *
     * @param message which place, for an administrator's log; never a password or a key
     * @param cause what went wrong
     */
    public VaultUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
