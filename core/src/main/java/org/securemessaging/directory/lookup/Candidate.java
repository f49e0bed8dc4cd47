package org.securemessaging.directory.lookup;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeCapabilities;

/**
 * A certificate that a source has for an address.
 *
 * @param certificate the certificate
 * @param capabilities what its owner's mail program can read, if the source says so credibly
 * @param others certificates that came with it and may help to find its path
 * @param origin where it was found, for an administrator: the source, and the entry or file
 * @param vouched whether the source stands for it, as the administrator allows: no path to an
 *     anchor is then needed, but whatever else speaks against it counts
 */
public record Candidate(
        Certificate certificate,
        Optional<SmimeCapabilities> capabilities,
        List<Certificate> others,
        String origin,
        boolean vouched) {
    /** Copies the list. */
    public Candidate {
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(capabilities);
        Objects.requireNonNull(origin);
        others = List.copyOf(others);
    }

    /**
     * A certificate that its path must show to be trusted.
     *
     * @param certificate the certificate
     * @param capabilities what its owner's mail program can read, if the source says so credibly
     * @param others certificates that came with it and may help to find its path
     * @param origin where it was found
     */
    public Candidate(
            Certificate certificate,
            Optional<SmimeCapabilities> capabilities,
            List<Certificate> others,
            String origin) {
        this(certificate, capabilities, others, origin, false);
    }

    /**
     * A certificate that came alone.
     *
     * @param certificate the certificate
     * @param origin where it was found
     * @return the candidate
     */
    public static Candidate of(Certificate certificate, String origin) {
        return new Candidate(certificate, Optional.empty(), List.of(), origin);
    }
}
