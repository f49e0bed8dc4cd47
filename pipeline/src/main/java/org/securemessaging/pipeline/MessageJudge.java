package org.securemessaging.pipeline;

import java.io.IOException;
import java.io.InputStream;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;

/** What mailets and matchers need of the engine. Thread safe. */
public interface MessageJudge {
    /**
     * The circumstances as the configuration has them, now.
     *
     * @return the request
     */
    VerificationRequest request();

    /**
     * Reads a message to its end and judges it. The stream is not closed.
     *
     * @param message the octets that arrived
     * @param request the circumstances
     * @return the report; whatever a stranger wrote gives one
     * @throws IOException if the message, or a temporary file, can't be read or written
     * @throws java.io.UncheckedIOException likewise
     */
    VerificationReport verify(InputStream message, VerificationRequest request) throws IOException;

    /**
     * How much of a message is kept where.
     *
     * @return the limits
     */
    SpoolLimits spool();
}
