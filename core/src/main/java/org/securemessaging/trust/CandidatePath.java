package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;

/**
 * A path whose names and signatures hold together.
 *
 * @param certificates target first, without the anchor
 * @param anchor the anchor
 * @param signatureFindings what is weak about the signatures in it
 */
record CandidatePath(
        List<PathCertificate> certificates,
        PathCertificate anchor,
        List<Finding> signatureFindings) {
    CandidatePath {
        certificates = List.copyOf(certificates);
        signatureFindings = List.copyOf(signatureFindings);
    }

    /** A certificate, 0 for the target, or the anchor behind the last. */
    PathCertificate certificate(int index) {
        return index < certificates.size() ? certificates.get(index) : anchor;
    }

    /** The key of a certificate, or of the anchor at the end, with the parameters it inherits. */
    SubjectPublicKeyInfo key(int index) {
        SubjectPublicKeyInfo own = certificate(index).key();
        return DsaParameters.areInherited(own) && index < certificates.size()
                ? DsaParameters.inherit(own, key(index + 1)).orElse(own)
                : own;
    }

    /** Target first, anchor last; the target alone if it is the anchor. */
    List<Certificate> whole() {
        List<Certificate> whole = new ArrayList<>();
        certificates.forEach(certificate -> whole.add(certificate.certificate()));
        if (!whole.contains(anchor.certificate())) {
            whole.add(anchor.certificate());
        }
        return whole;
    }
}
