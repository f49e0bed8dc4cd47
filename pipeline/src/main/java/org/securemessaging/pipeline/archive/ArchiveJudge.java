package org.securemessaging.pipeline.archive;

import java.io.IOException;
import org.securemessaging.mime.Octets;
import org.securemessaging.verification.VerificationReport;

/** Says what is to be thought of a message's signatures. Implementations are thread safe. */
@FunctionalInterface
public interface ArchiveJudge {
    /**
     * Judges a message, under the circumstances that the configuration names.
     *
     * @param message the octets
     * @return the report
     * @throws IOException if the message, or a temporary file, can't be read or written
     */
    VerificationReport verify(Octets message) throws IOException;
}
