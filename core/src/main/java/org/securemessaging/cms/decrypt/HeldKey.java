package org.securemessaging.cms.decrypt;

import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;

/**
 * A key that can be had. To know of it costs nothing; only {@link #open} brings the private key
 * into memory. Implementations are thread safe.
 */
public interface HeldKey {
    /**
     * Whose it is.
     *
     * @return the key's certificate
     */
    Certificate certificate();

    /**
     * The private key, to be used now and not kept.
     *
     * @return the key
     * @throws KeyUnavailableException if it can't be had now
     */
    CertifiedKey open();
}
