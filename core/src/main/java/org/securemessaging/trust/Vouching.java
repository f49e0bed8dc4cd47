package org.securemessaging.trust;

import java.util.List;
import org.securemessaging.certificate.Certificate;

/**
 * How somebody came to be believed about the status of others.
 *
 * @param path his own path; empty if he stands in theirs
 * @param proofs what showed that the certificates of his path are not revoked
 */
record Vouching(List<Certificate> path, List<StatusProof> proofs) {
    /** Of somebody who stands in the path of those whose status he tells. */
    static final Vouching BY_ISSUER = new Vouching(List.of(), List.of());

    static Vouching of(PathReport report) {
        return new Vouching(report.path(), report.proofs());
    }
}
