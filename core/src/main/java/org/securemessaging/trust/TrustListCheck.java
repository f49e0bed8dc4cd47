package org.securemessaging.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.list.Purpose;
import org.securemessaging.trust.list.TrustList;
import org.securemessaging.trust.list.TrustListEntry;

/**
 * What the trust list says of a path. The paths of those who vouch for a status serve a decision on
 * mail too, so what is said of mail is said of them. Immutable.
 */
final class TrustListCheck {
    private final TrustList list;
    private final Instant at;

    TrustListCheck(TrustList list, Instant at) {
        this.list = list;
        this.at = at;
    }

    /** The deny that is in force for a certificate. */
    Optional<Finding> denial(Certificate certificate) {
        if (list.entries().isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(
                        Stream.of(certificate.sha256()),
                        Lookalikes.thumbprints(certificate).stream())
                .flatMap(thumbprint -> list.denial(thumbprint, Purpose.EMAIL, at).stream())
                .findFirst()
                .map(deny -> deny.remark().isEmpty() ? "" : ": " + deny.remark())
                .map(why -> certificate + " is denied by the trust list" + why)
                .map(what -> Finding.of(ReasonCode.DENIED, what));
    }

    /** Adds what the list has against a path; the names asked of its anchor go into the check. */
    void judge(CandidatePath path, NameConstraintsCheck names, List<Finding> findings) {
        path.whole().forEach(certificate -> denial(certificate).ifPresent(findings::add));
        for (TrustListEntry.AnchorConstraint constraint :
                list.constraints(path.anchor().certificate().sha256())) {
            judge(path, constraint, findings);
            names.constrain(path.anchor(), subtrees(constraint), findings);
        }
    }

    /**
     * Those certificates of a path that may have expired: each of which an allow says so, and those
     * above it, for whoever trusts a certificate by name needs no fresh word of its issuers.
     */
    Set<PathCertificate> mayHaveExpired(CandidatePath path) {
        List<PathCertificate> whole = new ArrayList<>(path.certificates());
        whole.add(path.anchor());
        for (int index = 0; index < whole.size(); index++) {
            String thumbprint = whole.get(index).certificate().sha256();
            if (list.allowances(thumbprint, Purpose.EMAIL, at).stream()
                    .anyMatch(TrustListEntry.Allow::expired)) {
                return new HashSet<>(whole.subList(index, whole.size()));
            }
        }
        return Set.of();
    }

    private void judge(
            CandidatePath path,
            TrustListEntry.AnchorConstraint constraint,
            List<Finding> findings) {
        Certificate anchor = path.anchor().certificate();
        if (!constraint.speaksOf(Purpose.EMAIL)) {
            findings.add(
                    Finding.of(
                            ReasonCode.EXTENDED_KEY_USAGE,
                            anchor.subject() + " may not vouch for mail by the trust list"));
        }
        if (!constraint.time().contains(at)) {
            findings.add(untrusted(anchor.subject() + " is no anchor at this time"));
        }
        Instant issued = path.certificate(0).notBefore();
        constraint
                .issuedBefore()
                .filter(end -> !issued.isBefore(end))
                .map(end -> anchor.subject() + " vouches for nothing issued after " + end)
                .map(TrustListCheck::untrusted)
                .ifPresent(findings::add);
    }

    private static Finding untrusted(String what) {
        return Finding.of(ReasonCode.UNTRUSTED, what + " by the trust list");
    }

    private static NameConstraints subtrees(TrustListEntry.AnchorConstraint constraint) {
        return new NameConstraints(
                subtrees(constraint.permitted()), subtrees(constraint.excluded()));
    }

    private static GeneralSubtree[] subtrees(List<String> names) {
        return names.stream()
                .map(name -> new GeneralName(GeneralName.rfc822Name, name))
                .map(GeneralSubtree::new)
                .toArray(GeneralSubtree[]::new);
    }
}
