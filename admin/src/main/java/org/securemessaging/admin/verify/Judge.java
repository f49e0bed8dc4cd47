package org.securemessaging.admin.verify;

import org.securemessaging.mime.MessageBytes;
import org.securemessaging.verification.VerificationReport;

/** Judges one message after the other, under circumstances that are settled. */
@FunctionalInterface
interface Judge {
    /**
     * Judges a message.
     *
     * @param message its octets
     * @return what was found
     * @throws java.io.UncheckedIOException if it can't be read
     */
    VerificationReport judge(MessageBytes message);
}
