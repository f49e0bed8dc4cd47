package org.securemessaging.cms;

import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;

/**
 * What was found of one SignedData. Immutable and thread safe, except for the octets of its CRLs,
 * which nobody changes.
 *
 * @param signers one report a SignerInfo, in their order; empty for a certs-only structure and for
 *     one that could not be read
 * @param certificates the X.509 certificates it carries, in their order
 * @param crls the CRLs it carries, DER or BER as they arrived
 * @param contentTypeOid the eContentType; empty text if the structure could not be read
 * @param findings what was found of the structure itself: {@code MALFORMED_CMS}, {@code
 *     LIMIT_EXCEEDED}, {@code CONTENT_MISSING}; with effect {@code PASS} what does not matter to
 *     the signers
 */
public record SignedDataReport(
        List<SignerReport> signers,
        List<Certificate> certificates,
        List<byte[]> crls,
        String contentTypeOid,
        List<Finding> findings) {
    /** Copies the lists. */
    public SignedDataReport {
        signers = List.copyOf(signers);
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
        findings = List.copyOf(findings);
    }

    /** A structure that could not be read. */
    static SignedDataReport unread(Finding why) {
        return new SignedDataReport(List.of(), List.of(), List.of(), "", List.of(why));
    }
}
