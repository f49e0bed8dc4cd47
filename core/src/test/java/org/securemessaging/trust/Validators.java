package org.securemessaging.trust;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.result.Finding;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlCollection;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustList;

/** A validator for tests, piece by piece. */
final class Validators {
    static final SignatureChecker CHECKER =
            new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults());

    private final List<Certificate> anchors = new ArrayList<>();
    private final List<Certificate> pool = new ArrayList<>();
    private final List<CrlSource> sources = new ArrayList<>();
    private TrustList list = TrustList.EMPTY;
    private PathRules rules = PathRules.DEFAULT;
    private RevocationRules revocation = RevocationRules.DEFAULT;

    static Validators trusting(Certificate... anchors) {
        Validators validators = new Validators();
        validators.anchors.addAll(List.of(anchors));
        return validators;
    }

    Validators knowing(Certificate... certificates) {
        pool.addAll(List.of(certificates));
        return this;
    }

    Validators knowing(List<Certificate> certificates) {
        pool.addAll(certificates);
        return this;
    }

    Validators crls(Crl... crls) {
        sources.add(new CrlCollection(List.of(crls)));
        return this;
    }

    Validators source(CrlSource source) {
        sources.add(source);
        return this;
    }

    Validators list(TrustList other) {
        list = other;
        return this;
    }

    Validators rules(PathRules other) {
        rules = other;
        return this;
    }

    Validators revocation(RevocationRules other) {
        revocation = other;
        return this;
    }

    BuildingPathValidator build() {
        return new BuildingPathValidator(
                TrustAnchors.of(anchors),
                TrustAnchors.of(pool),
                CurrentTrustList.of(list),
                CHECKER,
                new RevocationChecker(sources, revocation, Clock.fixed(TestCa.NOW, ZoneOffset.UTC)),
                rules,
                List.of());
    }

    PathReport validate(Certificate target) {
        return validate(target, RevocationMode.OFF);
    }

    PathReport validate(Certificate target, RevocationMode mode) {
        return build().validate(target, PathQuery.at(TestCa.NOW, mode));
    }

    /** The codes of what is not tolerated. */
    static Set<String> reasons(PathReport report) {
        Set<String> codes = new TreeSet<>();
        for (Finding finding : report.findings()) {
            if (finding.effect() != org.securemessaging.result.SignatureResult.PASS) {
                codes.add(finding.reason().code());
            }
        }
        return codes;
    }
}
