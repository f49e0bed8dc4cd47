package org.securemessaging.verification;

import java.util.List;
import org.securemessaging.result.Finding;

/**
 * One CMS layer of a message.
 *
 * @param type the CMS content type as S/MIME names it, such as {@code signed-data}, {@code
 *     enveloped-data} or {@code authEnveloped-data} (RFC 8551 §3.2.2)
 * @param form how it is carried
 * @param part the MIME part it stands in, as IMAP numbers parts (RFC 9051 §6.4.5), with {@code
 *     TEXT} for the message itself; a layer inside an opaque one has its parent's number and a
 *     slash before its own
 * @param counted whether it belongs to the cryptographic envelope and so counts for the status; an
 *     errant layer (RFC 9787 §4) does not
 * @param signers its signers, in the order of the structure
 * @param findings what was found of the layer itself
 * @param differences the fields of the message's header that the layer protects, and that are not
 *     as it says (RFC 9788 §4)
 */
public record LayerReport(
        String type,
        LayerForm form,
        String part,
        boolean counted,
        List<SignerVerdict> signers,
        List<Finding> findings,
        List<HeaderDifference> differences) {
    /** Copies the lists. */
    public LayerReport {
        signers = List.copyOf(signers);
        findings = List.copyOf(findings);
        differences = List.copyOf(differences);
    }

    /**
     * A layer that protects no field, or none that differs.
     *
     * @param type the CMS content type
     * @param form how it is carried
     * @param part the MIME part it stands in
     * @param counted whether it counts
     * @param signers its signers
     * @param findings what was found of the layer itself
     */
    public LayerReport(
            String type,
            LayerForm form,
            String part,
            boolean counted,
            List<SignerVerdict> signers,
            List<Finding> findings) {
        this(type, form, part, counted, signers, findings, List.of());
    }
}
