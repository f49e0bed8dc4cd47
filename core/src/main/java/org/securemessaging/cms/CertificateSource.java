package org.securemessaging.cms;

import java.util.Collection;
import java.util.List;
import org.securemessaging.certificate.Certificate;

/**
 * Certificates besides those in the message, asked for when a signer's is wanted. What it gives is
 * compared with the signer identifier again, so it may give too many. Implementations are thread
 * safe and answer with what they have at hand, without going over the network.
 */
@FunctionalInterface
public interface CertificateSource {
    /**
     * Certificates that may be the signer's.
     *
     * @param signer how the SignerInfo names its signer
     * @return certificates; none if there is none
     */
    Collection<Certificate> candidates(SignerId signer);

    /**
     * No certificates.
     *
     * @return an empty source
     */
    static CertificateSource none() {
        return signer -> List.of();
    }

    /**
     * A few certificates.
     *
     * @param certificates given whatever the signer; copied
     * @return the source
     */
    static CertificateSource of(Collection<Certificate> certificates) {
        List<Certificate> copy = List.copyOf(certificates);
        return signer -> copy;
    }
}
