package org.securemessaging.revocation;

import java.util.List;
import org.securemessaging.result.Finding;

/**
 * Says whether a CRL's signer is to be believed. That takes certification paths, which are no
 * concern of this package.
 */
@FunctionalInterface
public interface CrlAuthority {
    /**
     * Judges who signed a CRL.
     *
     * @param crl the CRL
     * @return what speaks against it; empty if its signature holds under a key that may sign CRLs
     *     in its issuer's name
     */
    List<Finding> objections(Crl crl);
}
