package org.securemessaging.revocation;

import java.util.List;
import org.securemessaging.result.Finding;

/**
 * Says whether an OCSP response's signer is to be believed about a certificate. That takes
 * certification paths, which are no concern of this package.
 */
@FunctionalInterface
public interface OcspAuthority {
    /**
     * Judges who signed a response.
     *
     * @param response the response
     * @return what speaks against it; empty if its signature holds under the key of the
     *     certificate's issuer or of a responder to whom he delegated (RFC 6960 §4.2.2.2)
     */
    List<Finding> objections(OcspResponse response);
}
