package org.securemessaging.revocation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Finds out whether a certificate is revoked, by one method after another until one gives an
 * answer; "good" stands unless what the others have at hand says "revoked". Thread safe.
 */
public final class RevocationChecker {
    // What an administrator can do something about comes first; that there is nothing comes last.
    private static final List<ReasonCode> TELLING =
            List.of(
                    ReasonCode.CRL_EXPIRED,
                    ReasonCode.OCSP_EXPIRED,
                    ReasonCode.CRL_INVALID,
                    ReasonCode.OCSP_INVALID,
                    ReasonCode.TIMEOUT,
                    ReasonCode.CRL_UNAVAILABLE,
                    ReasonCode.OCSP_UNAVAILABLE);

    private final List<RevocationMethod> methods;

    /**
     * A checker.
     *
     * @param methods the preferred one first
     */
    public RevocationChecker(List<RevocationMethod> methods) {
        this.methods = List.copyOf(methods);
    }

    /**
     * A checker that knows CRLs alone.
     *
     * @param sources where CRLs are looked for, the nearest first
     * @param rules what is asked of a CRL
     * @param clock this machine's clock, by which a CRL lies in the future
     */
    public RevocationChecker(List<CrlSource> sources, RevocationRules rules, Clock clock) {
        this(List.of(new CrlMethod(sources, rules, clock)));
    }

    /**
     * Asks for a status.
     *
     * @param question whose, when, and with what
     * @param authority judges those who vouch for it
     * @return the status; never an exception for what a stranger sent
     */
    public RevocationStatus check(RevocationQuestion question, RevocationAuthority authority) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            RevocationStatus status = methods.get(i).check(question, authority);
            if (!(status instanceof RevocationStatus.Unknown unknown)) {
                return status instanceof RevocationStatus.Good
                        ? unlessRevokedByWhatIsAtHand(status, i + 1, question, authority)
                        : status;
            }
            findings.addAll(unknown.findings());
        }
        findings.sort(Comparator.comparing(finding -> TELLING.indexOf(finding.reason())));
        // One reason is enough to say; the others are details of the same thing.
        return new RevocationStatus.Unknown(
                findings.isEmpty()
                        ? List.of(Finding.of(ReasonCode.CRL_UNAVAILABLE, "no CRL at hand"))
                        : List.of(findings.get(0)));
    }

    /** What the other methods know without asking anyone may be a CRL that revokes in haste. */
    private RevocationStatus unlessRevokedByWhatIsAtHand(
            RevocationStatus good,
            int from,
            RevocationQuestion question,
            RevocationAuthority authority) {
        return methods.subList(from, methods.size()).stream()
                .map(method -> method.check(question.offline(), authority))
                .filter(RevocationStatus.Revoked.class::isInstance)
                .findFirst()
                .orElse(good);
    }
}
