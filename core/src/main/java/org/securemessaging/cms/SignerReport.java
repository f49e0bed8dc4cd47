package org.securemessaging.cms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;

/**
 * What was found of one SignerInfo (RFC 5652 §5.3). Immutable and thread safe.
 *
 * @param signer how it names its signer
 * @param certificate the signer's certificate: the one under which the signature holds, else the
 *     first that fits the identifier, else empty
 * @param alternatives further certificates that fit the identifier and hold the same key, such as a
 *     renewed one
 * @param intact whether these octets are what this key signed: content, attributes and signature
 *     all hold. A weak algorithm does not count here, it is among the findings
 * @param findings what was found, each with the effect the policy gives it
 * @param digestAlgorithm the digest's name, such as {@code SHA-256}; an object identifier if it is
 *     unknown
 * @param signatureAlgorithm the signature algorithm's name, such as {@code RSASSA-PKCS1-v1_5 with
 *     SHA-256}; an object identifier if it is unknown
 * @param signingTime the signing-time attribute, the signer's claim; empty if absent or malformed
 * @param signedAttributes number of signed attributes; 0 if the signature is over the content
 * @param unsignedAttributes number of unsigned attributes, which nothing vouches for
 * @param countersigned whether there is a countersignature among them; it is not checked
 * @param info the structure itself, for what is taken along of it
 */
public record SignerReport(
        SignerId signer,
        Optional<Certificate> certificate,
        List<Certificate> alternatives,
        boolean intact,
        List<Finding> findings,
        String digestAlgorithm,
        String signatureAlgorithm,
        Optional<Instant> signingTime,
        int signedAttributes,
        int unsignedAttributes,
        boolean countersigned,
        SignerInfo info) {
    /** Copies the lists. */
    public SignerReport {
        alternatives = List.copyOf(alternatives);
        findings = List.copyOf(findings);
    }
}
