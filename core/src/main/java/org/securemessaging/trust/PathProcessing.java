package org.securemessaging.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.list.TrustList;

/**
 * Judges one path whose names and signatures hold, without revocation (RFC 5280 §6.1). Every check
 * sees every certificate, so that all that is wrong is said at once. Immutable.
 */
final class PathProcessing {
    private final Instant at;
    private final PolicyInputs inputs;
    private final PathRules rules;
    private final PathBudget budget;
    private final boolean forMail;
    private final TrustListCheck list;

    /** What was found of a path, and the policies it is valid for. */
    record Outcome(List<Finding> findings, Set<String> policies) {}

    /**
     * A judge.
     *
     * @param forMail whether issuers must be allowed to issue for mail, where the rules ask it; not
     *     so for the path of a CRL's signer
     * @param list what is allowed, denied and asked of anchors
     */
    PathProcessing(
            Instant at,
            PolicyInputs inputs,
            PathRules rules,
            PathBudget budget,
            boolean forMail,
            TrustList list) {
        this.at = at;
        this.inputs = inputs;
        this.rules = rules;
        this.budget = budget;
        this.forMail = forMail;
        this.list = new TrustListCheck(list, at);
    }

    Outcome judge(CandidatePath path) {
        int length = path.certificates().size();
        NameConstraintsCheck names = new NameConstraintsCheck(budget);
        PathLengthCheck pathLength = new PathLengthCheck(length);
        PolicyCheck policies = new PolicyCheck(inputs, length, budget);
        List<PathCheck> checks = new ArrayList<>();
        ValidityCheck validity = new ValidityCheck(at, list.mayHaveExpired(path));
        checks.add(validity);
        checks.add(new IssuerCheck());
        checks.add(pathLength);
        checks.add(names);
        checks.add(policies);
        checks.add(new CriticalExtensionCheck());
        if (chainsPurposes()) {
            checks.add(new ExtendedKeyUsageCheck());
        }
        List<Finding> findings = new ArrayList<>(path.signatureFindings());
        judgeAnchor(path.anchor(), validity, findings);
        list.judge(path, names, findings);
        if (rules.applyAnchorConstraints()) {
            names.constrain(path.anchor(), findings);
            pathLength.constrain(path.anchor());
            policies.constrain(path.anchor());
        }
        for (int index = 1; index <= length; index++) {
            PathCertificate certificate = path.certificates().get(length - index);
            PathPosition position = new PathPosition(index, length);
            // Nothing more can be said of a certificate that can't be read.
            malformed(certificate)
                    .ifPresentOrElse(
                            findings::add,
                            () -> checks.forEach(c -> c.accept(certificate, position, findings)));
        }
        return new Outcome(findings.stream().distinct().toList(), policies.userConstrained());
    }

    /**
     * A target that is an anchor itself: only its own validity and the trust list can speak against
     * it.
     */
    Outcome judgeTrustedTarget(PathCertificate target) {
        CandidatePath path = new CandidatePath(List.of(), target, List.of());
        NameConstraintsCheck names = new NameConstraintsCheck(budget);
        ValidityCheck validity = new ValidityCheck(at, list.mayHaveExpired(path));
        List<Finding> findings = new ArrayList<>();
        list.judge(path, names, findings);
        malformed(target)
                .ifPresentOrElse(
                        findings::add,
                        () -> {
                            validity.judge(target, findings);
                            names.accept(target, new PathPosition(1, 1), findings);
                        });
        return new Outcome(findings, Set.of());
    }

    private void judgeAnchor(
            PathCertificate anchor, ValidityCheck validity, List<Finding> findings) {
        if (anchor.problem().isPresent()) {
            malformed(anchor).ifPresent(findings::add);
            return;
        }
        if (rules.checkAnchorValidity()) {
            validity.judge(anchor, findings);
        }
        if (rules.applyAnchorConstraints()) {
            IssuerCheck.complaintOnAnchor(anchor)
                    .map(what -> anchor.certificate().subject() + " " + what)
                    .map(what -> Finding.of(ReasonCode.NOT_A_CA, what))
                    .ifPresent(findings::add);
            if (chainsPurposes()) {
                ExtendedKeyUsageCheck.complaint(anchor).ifPresent(findings::add);
            }
        }
    }

    private boolean chainsPurposes() {
        return forMail && rules.chainExtendedKeyUsage();
    }

    private static Optional<Finding> malformed(PathCertificate certificate) {
        return certificate
                .problem()
                .map(what -> certificate.certificate().subject() + ": " + what)
                .map(what -> Finding.of(ReasonCode.MALFORMED_CERTIFICATE, what));
    }

    static Finding limit(String what) {
        return Finding.of(ReasonCode.LIMIT_EXCEEDED, what);
    }
}
