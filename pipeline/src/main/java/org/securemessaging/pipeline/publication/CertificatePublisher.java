package org.securemessaging.pipeline.publication;

import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.publication.PersonAddress;

/**
 * Takes certificates that are to be published. It never waits for the directory. Implementations
 * are thread safe.
 */
public interface CertificatePublisher {
    /** What became of a certificate that was handed in. */
    enum Taken {
        /** It is on disk, and will be published. */
        ACCEPTED,
        /** It waits already, or was published a short time ago. */
        KNOWN,
        /** Too much waits; it was not taken. */
        FULL
    }

    /**
     * Hands in a certificate.
     *
     * @param address whose
     * @param profile the certificate with what comes along
     * @return whether it was taken
     * @throws java.io.UncheckedIOException if it can't be kept
     */
    Taken publish(PersonAddress address, SmimeProfile profile);
}
