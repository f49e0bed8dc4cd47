package org.securemessaging.trust;

import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.FetchBudget;

/**
 * A place where issuers' certificates are looked for that are not at hand. What is found there is
 * trusted for nothing. Implementations are thread safe.
 */
@FunctionalInterface
public interface IssuerSource {
    /**
     * What was found.
     *
     * @param certificates certificates that may or may not have issued the one in question, or may
     *     stand above its issuer
     * @param problems why others could not be had, a sentence each
     */
    record Found(List<Certificate> certificates, List<String> problems) {
        /** Copies the lists. */
        public Found {
            certificates = List.copyOf(certificates);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Looks for the issuers of a certificate.
     *
     * @param certificate the certificate
     * @param budget what may be spent on the network
     * @return what was found; nothing that a stranger does is thrown
     */
    Found issuersOf(Certificate certificate, FetchBudget budget);
}
