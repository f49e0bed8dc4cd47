package org.securemessaging.revocation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * By the CRLs of one source after another until they give an answer (RFC 5280 §6.3). Thread safe.
 */
public final class CrlMethod implements RevocationMethod {
    private final List<CrlSource> sources;
    private final RevocationRules rules;
    private final CrlCurrency currency;

    /**
     * A method.
     *
     * @param sources where CRLs are looked for, the nearest first
     * @param rules what is asked of a CRL
     * @param clock this machine's clock, by which a CRL lies in the future
     */
    public CrlMethod(List<CrlSource> sources, RevocationRules rules, Clock clock) {
        this.sources = List.copyOf(sources);
        this.rules = rules;
        this.currency = new CrlCurrency(rules, clock);
    }

    @Override
    public RevocationStatus check(RevocationQuestion question, RevocationAuthority authority) {
        try {
            CertificateExtensions extensions = CertificateExtensions.of(question.certificate());
            List<DistributionPoint> points = extensions.crlDistributionPoints();
            List<DistributionPoint> deltas = extensions.freshestCrl();
            CrlScope scope = new CrlScope(question.certificate());
            List<DistributionPoint> everywhere =
                    Stream.concat(points.stream(), deltas.stream()).toList();
            CrlSource.Request request =
                    new CrlSource.Request(
                            scope.issuers(points),
                            question.certificate().issuer(),
                            everywhere,
                            question.budget());
            Supplier<CrlJudgement> judgements =
                    () ->
                            new CrlJudgement(
                                    question,
                                    scope,
                                    points,
                                    authority.crls(),
                                    currency,
                                    rules.asOf());
            CrlJudgement judgement = judgements.get();
            RevocationStatus status = search(question, request, judgement);
            return tell(request, judgement) && status instanceof RevocationStatus.Unknown
                    ? again(status, question, request, judgements.get())
                    : status;
        } catch (CertificateFormatException | CrlFormatException e) {
            return new RevocationStatus.Unknown(
                    List.of(Finding.of(ReasonCode.CRL_INVALID, e.getMessage())));
        }
    }

    /** Whether a source would find something else now. */
    private boolean tell(CrlSource.Request request, CrlJudgement judgement) {
        boolean another = false;
        for (CrlSource source : sources) {
            judgement.believed().forEach(crl -> source.believe(request, crl));
            for (Crl crl : judgement.distrusted()) {
                another |= source.distrust(request, crl);
            }
        }
        return another;
    }

    /** Once more, with what a wrongly signed CRL had replaced. */
    private RevocationStatus again(
            RevocationStatus before,
            RevocationQuestion question,
            CrlSource.Request request,
            CrlJudgement judgement) {
        RevocationStatus status = search(question, request, judgement);
        tell(request, judgement);
        return status instanceof RevocationStatus.Unknown ? before : status;
    }

    private RevocationStatus search(
            RevocationQuestion question, CrlSource.Request request, CrlJudgement judgement) {
        List<Crl> crls = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        for (CrlSource source : sources) {
            CrlSource.Found found = source.find(request);
            crls.addAll(found.crls());
            problems.addAll(found.problems());
            RevocationStatus status = judgement.judge(crls);
            if (!(status instanceof RevocationStatus.Unknown)) {
                return orRevokedByOffered(status, question, judgement);
            }
        }
        crls.addAll(question.offered());
        RevocationStatus status = judgement.judge(crls);
        return status instanceof RevocationStatus.Unknown unknown
                ? judgement
                        .lateRevocation(crls)
                        .<RevocationStatus>map(revoked -> revoked)
                        .orElseGet(() -> explained(unknown, problems))
                : status;
    }

    private static RevocationStatus orRevokedByOffered(
            RevocationStatus status, RevocationQuestion question, CrlJudgement judgement) {
        for (Crl crl : question.offered()) {
            Optional<RevocationStatus.Revoked> revoked = judgement.revocationIn(crl);
            if (revoked.isPresent()) {
                return revoked.get();
            }
        }
        return status;
    }

    private static RevocationStatus explained(
            RevocationStatus.Unknown unknown, List<Finding> problems) {
        return new RevocationStatus.Unknown(
                Stream.concat(unknown.findings().stream(), problems.stream()).distinct().toList());
    }
}
