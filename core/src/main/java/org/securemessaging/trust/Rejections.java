package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/** Collects the paths that were not taken, and knows which came nearest. One thread uses it. */
final class Rejections {
    // Enough for every real case; what a stranger sends must not fill the log.
    private static final int KEPT = 32;

    private static final Comparator<Entry> NEAREST =
            Comparator.comparing((Entry entry) -> !entry.complete())
                    .thenComparing(Entry::effect)
                    .thenComparing(entry -> entry.rejected().findings().size());

    private final List<Entry> entries = new ArrayList<>();
    private Optional<Entry> nearest = Optional.empty();

    private record Entry(RejectedPath rejected, boolean complete) {
        SignatureResult effect() {
            return rejected.findings().stream()
                    .map(Finding::effect)
                    .reduce(SignatureResult.PASS, SignatureResult::worse);
        }
    }

    /** A path that did not reach an anchor. */
    void add(List<Certificate> path, List<Finding> findings) {
        add(new Entry(new RejectedPath(path, findings), false));
    }

    /** A path that did, and failed. */
    void addComplete(List<Certificate> path, List<Finding> findings, List<StatusProof> proofs) {
        add(new Entry(new RejectedPath(path, findings, proofs), true));
    }

    List<RejectedPath> all() {
        return entries.stream().map(Entry::rejected).toList();
    }

    /** The complete path that came nearest to being accepted. */
    Optional<RejectedPath> nearestComplete() {
        return nearest.filter(Entry::complete).map(Entry::rejected);
    }

    /**
     * Why no anchor was reached. Where it is a single thing that an administrator could look at (a
     * bad signature, a key that can't be read) that is said, else that there is no path.
     */
    Finding whyNoAnchor() {
        return entries.stream()
                .flatMap(entry -> entry.rejected().findings().stream())
                .filter(finding -> finding.reason() != ReasonCode.UNTRUSTED)
                .filter(finding -> finding.effect() != SignatureResult.PASS)
                .findFirst()
                .orElseGet(
                        () ->
                                Finding.of(
                                        ReasonCode.UNTRUSTED,
                                        entries.isEmpty()
                                                ? "no path to a trust anchor"
                                                : entries.get(0)
                                                        .rejected()
                                                        .findings()
                                                        .get(0)
                                                        .detail()));
    }

    private void add(Entry entry) {
        if (nearest.isEmpty() || NEAREST.compare(entry, nearest.get()) < 0) {
            nearest = Optional.of(entry);
        }
        if (entries.size() < KEPT) {
            entries.add(entry);
        }
    }
}
