package org.securemessaging.directory.publication;

import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;

/**
 * What CAs have to publish.
 *
 * @param certificates CAs' certificates
 * @param pairs what they certify of each other
 * @param crls their CRLs, complete ones and deltas, of persons and of CAs
 */
public record AuthorityMaterial(
        List<Certificate> certificates, List<CrossPair> pairs, List<Crl> crls) {
    /** Copies the lists. */
    public AuthorityMaterial {
        certificates = List.copyOf(certificates);
        pairs = List.copyOf(pairs);
        crls = List.copyOf(crls);
    }

    /**
     * Whether there is nothing to publish.
     *
     * @return true if all lists are empty
     */
    public boolean isEmpty() {
        return certificates.isEmpty() && pairs.isEmpty() && crls.isEmpty();
    }
}
