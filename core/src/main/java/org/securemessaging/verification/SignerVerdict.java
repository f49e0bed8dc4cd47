package org.securemessaging.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.StatusProof;

/**
 * What was found of one signer of a layer.
 *
 * @param result the signer's own result
 * @param findings everything that led to it, and what was tolerated, in the order it was found
 * @param certificate the signer's certificate, empty if none fits the signer identifier
 * @param identifier the address that is both in the message and in the certificate, else the first
 *     address in the certificate, else empty ({@code body.smime-identifier}, RFC 7281 §3.2)
 * @param digestAlgorithm the digest's name, such as {@code SHA-256}
 * @param signatureAlgorithm the signature algorithm's name
 * @param signingTime what the signer claims; never proof of anything by itself
 * @param path the certification path, target first and anchor last; empty if there is none
 * @param proofs what showed whether the certificates of the path are revoked
 * @param profile how to write to him securely, if he passes and says so
 */
public record SignerVerdict(
        SignatureResult result,
        List<Finding> findings,
        Optional<Certificate> certificate,
        Optional<String> identifier,
        String digestAlgorithm,
        String signatureAlgorithm,
        Optional<Instant> signingTime,
        List<Certificate> path,
        List<StatusProof> proofs,
        Optional<SmimeProfile> profile) {
    /** Copies the lists. */
    public SignerVerdict {
        findings = List.copyOf(findings);
        path = List.copyOf(path);
        proofs = List.copyOf(proofs);
    }
}
