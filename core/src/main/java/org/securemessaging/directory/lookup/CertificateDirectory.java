package org.securemessaging.directory.lookup;

import org.securemessaging.certificate.MailAddress;

/** Where certificates are found by mail address. Implementations are thread safe. */
@FunctionalInterface
public interface CertificateDirectory {
    /**
     * Looks for the certificate that mail to an address is encrypted to.
     *
     * @param address whose
     * @return what was found; that a source can't be reached is in it, nothing of that is thrown
     */
    LookUp lookUp(MailAddress address);
}
