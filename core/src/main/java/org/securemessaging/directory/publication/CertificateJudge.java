package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * Says whether a certificate in the directory has had its day. Implementations are thread safe, and
 * in doubt leave it where it is.
 */
@FunctionalInterface
public interface CertificateJudge {
    /**
     * Judges a certificate.
     *
     * @param certificate the certificate
     * @param others certificates that stand beside it, for its path
     * @return why it shall go, such as {@code expired}; empty if it shall stay
     */
    Optional<String> objection(Certificate certificate, List<Certificate> others);

    /**
     * Objects to what is no longer valid.
     *
     * @param clock says what time it is
     * @return the judge
     */
    static CertificateJudge expiry(java.time.Clock clock) {
        return (certificate, others) ->
                certificate.holder().getNotAfter().toInstant().isBefore(clock.instant())
                        ? Optional.of("expired")
                        : Optional.empty();
    }
}
