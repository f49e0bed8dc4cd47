package org.securemessaging.trust;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.cms.SignatureCheck;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.cms.SignatureOutcome;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Who signed which certificate: each question is answered once, and only while the budget lasts.
 * One thread uses it.
 */
final class IssuerSignatures {
    // A DSA key inherits parameters from its issuer (RFC 3279 §2.3.2), that one from its own.
    private static final int INHERITANCE_DEPTH = 3;

    private final SignatureChecker checker;
    private final PathGraph graph;
    private final PathBudget budget;
    private final Map<String, SignatureCheck> answers = new HashMap<>();

    IssuerSignatures(SignatureChecker checker, PathGraph graph, PathBudget budget) {
        this.checker = checker;
        this.graph = graph;
        this.budget = budget;
    }

    SignatureCheck check(PathCertificate child, PathCertificate issuer) {
        return check(child, issuer, INHERITANCE_DEPTH);
    }

    private SignatureCheck check(PathCertificate child, PathCertificate issuer, int depth) {
        String question = child.certificate().sha256() + issuer.node();
        SignatureCheck known = answers.get(question);
        if (known == null) {
            known = answer(child, issuer, depth);
            answers.put(question, known);
        }
        return known;
    }

    private SignatureCheck answer(PathCertificate child, PathCertificate issuer, int depth) {
        if (!DsaParameters.areInherited(issuer.key())) {
            return verify(child, issuer.key());
        }
        SignatureCheck last = undecided(ReasonCode.MALFORMED_CERTIFICATE, "key without parameters");
        if (depth == 0) {
            return last;
        }
        for (PathCertificate above : graph.above(issuer)) {
            Optional<SubjectPublicKeyInfo> key = DsaParameters.inherit(issuer.key(), above.key());
            if (key.isPresent() && check(issuer, above, depth - 1).valid()) {
                last = verify(child, key.get());
                if (last.valid()) {
                    return last;
                }
            }
        }
        return last;
    }

    private SignatureCheck verify(PathCertificate child, SubjectPublicKeyInfo key) {
        if (!budget.takeSignature()) {
            return undecided(ReasonCode.LIMIT_EXCEEDED, "too many signatures to check");
        }
        try {
            return checker.check(
                    key,
                    child.certificate().holder().getSignatureAlgorithm(),
                    child.certificate().signedOctets(),
                    child.certificate().signature());
        } catch (CertificateFormatException e) {
            return undecided(ReasonCode.MALFORMED_CERTIFICATE, e.getMessage());
        }
    }

    private static SignatureCheck undecided(ReasonCode reason, String detail) {
        return new SignatureCheck(
                SignatureOutcome.UNDECIDED, List.of(Finding.of(reason, detail)), "");
    }
}
