package org.securemessaging.pipeline.publication;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.directory.publication.CertificateJudge;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/**
 * Objects to certificates that have expired, are revoked, or are denied by the trust list. That a
 * status can't be had, or a path not be found, is no objection. Thread safe.
 */
public final class SweepJudge implements CertificateJudge {
    private static final Set<ReasonCode> OBJECTIONS = Set.of(ReasonCode.REVOKED, ReasonCode.DENIED);

    private final CertificateJudge expiry;
    private final VerificationEngine engine;

    /**
     * A judge.
     *
     * @param engine judges certificates
     * @param clock this machine's clock
     */
    public SweepJudge(VerificationEngine engine, Clock clock) {
        this.expiry = CertificateJudge.expiry(clock);
        this.engine = engine;
    }

    @Override
    public Optional<String> objection(Certificate certificate, List<Certificate> others) {
        return expiry.objection(certificate, others).or(() -> status(certificate, others));
    }

    private Optional<String> status(Certificate certificate, List<Certificate> others) {
        return engine.path(certificate, others, engine.request()).findings().stream()
                .filter(finding -> finding.effect() != SignatureResult.PASS)
                .filter(finding -> OBJECTIONS.contains(finding.reason()))
                .map(finding -> finding.reason().code())
                .findFirst();
    }
}
