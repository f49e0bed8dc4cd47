package org.securemessaging.trust;

import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.RevocationEvidence;

/**
 * What showed whether a certificate was revoked, so that it can be shown again.
 *
 * @param subject whose status
 * @param evidence the CRL or the OCSP response that decided, alone or with others
 * @param signers the certificates by which its signer was believed, his own first; empty if the
 *     subject's path has him already
 */
public record StatusProof(
        Certificate subject, RevocationEvidence evidence, List<Certificate> signers) {
    /** Copies the list. */
    public StatusProof {
        signers = List.copyOf(signers);
    }
}
