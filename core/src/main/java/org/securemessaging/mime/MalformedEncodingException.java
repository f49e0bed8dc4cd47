package org.securemessaging.mime;

import java.io.IOException;

/** A body that is not what its transfer encoding says. */
public final class MalformedEncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for an administrator
     */
    public MalformedEncodingException(String message) {
        super(message);
    }
}
