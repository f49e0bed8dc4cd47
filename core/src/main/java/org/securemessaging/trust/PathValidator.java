package org.securemessaging.trust;

import org.securemessaging.certificate.Certificate;

/** Says whether a certificate is to be trusted. Implementations are thread safe. */
public interface PathValidator {
    /**
     * Looks for a path from a trust anchor to a certificate and judges it (RFC 5280 §6).
     *
     * @param target the certificate in question
     * @param query the circumstances
     * @return the finding; whatever is wrong with the certificate or the path is in it, nothing of
     *     that is thrown
     */
    PathReport validate(Certificate target, PathQuery query);
}
