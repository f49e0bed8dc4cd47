package org.securemessaging.cms.encrypt;

import org.securemessaging.certificate.Certificate;

/** A certificate's key is of no kind that is encrypted to (a permanent failure). */
public final class UnusableCertificateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Certificate certificate;

    UnusableCertificateException(Certificate certificate, String why, Throwable cause) {
        super(certificate + ": " + why, cause);
        this.certificate = certificate;
    }

    /**
     * Which one.
     *
     * @return the certificate
     */
    public Certificate certificate() {
        return certificate;
    }
}
