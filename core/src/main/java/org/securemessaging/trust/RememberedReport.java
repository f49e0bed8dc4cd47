package org.securemessaging.trust;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.RevocationEvidence;

/**
 * A report that keeps no CRL in memory by itself: CRLs may have many megabytes, and their own cache
 * says how many there may be. Once one is gone from there, the report is too. Immutable and thread
 * safe.
 */
final class RememberedReport {
    private final PathReport report;
    private final List<RememberedProof> proofs;

    private record RememberedProof(
            Certificate subject, WeakReference<Crl> crl, List<Certificate> signers) {
        Optional<StatusProof> get() {
            return Optional.ofNullable(crl.get())
                    .map(
                            held ->
                                    new StatusProof(
                                            subject, new RevocationEvidence.OfCrl(held), signers));
        }
    }

    private RememberedReport(PathReport report, List<RememberedProof> proofs) {
        this.report = report;
        this.proofs = proofs;
    }

    static RememberedReport of(PathReport report) {
        List<StatusProof> light = new ArrayList<>();
        List<RememberedProof> heavy = new ArrayList<>();
        for (StatusProof proof : report.proofs()) {
            if (proof.evidence() instanceof RevocationEvidence.OfCrl of) {
                heavy.add(
                        new RememberedProof(
                                proof.subject(), new WeakReference<>(of.crl()), proof.signers()));
            } else {
                light.add(proof);
            }
        }
        List<RejectedPath> rejected =
                report.rejected().stream()
                        .map(path -> new RejectedPath(path.path(), path.findings()))
                        .toList();
        return new RememberedReport(
                new PathReport(
                        report.findings(), report.path(), report.policies(), rejected, light),
                List.copyOf(heavy));
    }

    /** The report with all that it rests upon; empty if a CRL is gone. */
    Optional<PathReport> get() {
        List<StatusProof> all = new ArrayList<>(report.proofs());
        for (RememberedProof proof : proofs) {
            Optional<StatusProof> held = proof.get();
            if (held.isEmpty()) {
                return Optional.empty();
            }
            all.add(held.get());
        }
        return Optional.of(report.with(all));
    }
}
