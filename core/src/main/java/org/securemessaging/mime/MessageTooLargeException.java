package org.securemessaging.mime;

import java.io.IOException;

/** A stream that held more octets than {@link SpoolLimits#maximumSize} allows. */
public final class MessageTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the limit.
     *
     * @param maximumSize the most octets allowed
     */
    public MessageTooLargeException(long maximumSize) {
        super("more than the " + maximumSize + " octets allowed");
    }
}
