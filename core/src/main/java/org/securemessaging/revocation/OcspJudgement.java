package org.securemessaging.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Makes a status of one OCSP response for one certificate (RFC 6960 §3.2). Immutable and thread
 * safe.
 */
final class OcspJudgement {
    private final RevocationRules rules;
    private final Clock clock;

    OcspJudgement(RevocationRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Judges a response.
     *
     * @param nonce what was sent along, if anything
     * @param authority judges its signer, and is asked last since that costs most
     */
    RevocationStatus judge(
            OcspResponse response,
            RevocationQuestion question,
            Optional<byte[]> nonce,
            OcspAuthority authority) {
        if (response.hasUnknownCritical()) {
            return invalid("unknown critical extension");
        }
        if (nonce.isPresent() && !isEcho(response, nonce.get())) {
            return invalid("the answer to another question: its nonce is not ours");
        }
        CertificateId id = new CertificateId(question.certificate(), question.issuer());
        Optional<OcspStatement> statement =
                response.statements().stream()
                        .filter(each -> id.is(each.certificate()))
                        .max(Comparator.comparing(OcspStatement::thisUpdate));
        if (statement.isEmpty()) {
            return invalid("speaks of other certificates");
        }
        Optional<Finding> untimely = untimely(statement.get(), question.at());
        List<Finding> objections =
                untimely.isPresent() && !isLateRevocation(statement.get(), question.at())
                        ? List.of(untimely.get())
                        : authority.objections(response);
        return objections.isEmpty()
                ? status(response, statement.get(), question.at(), untimely)
                : new RevocationStatus.Unknown(objections);
    }

    /** RFC 9654 §2.1: the same octets; whoever leaves them out can't show that he is not stale. */
    private static boolean isEcho(OcspResponse response, byte[] nonce) {
        return response.nonce().filter(other -> Arrays.equals(other, nonce)).isPresent();
    }

    private Optional<Finding> untimely(OcspStatement statement, Instant at) {
        if (statement.unknownCritical()) {
            return Optional.of(finding("unknown critical extension"));
        }
        Instant latest = clock.instant().isAfter(at) ? clock.instant() : at;
        if (statement.thisUpdate().isAfter(latest.plus(rules.clockSkew()))) {
            return Optional.of(finding("issued in the future"));
        }
        Instant due = due(statement);
        return due.isBefore(at)
                ? Optional.of(Finding.of(ReasonCode.OCSP_EXPIRED, "was due again at " + due))
                : Optional.empty();
    }

    /** A revocation is not undone by an answer's growing old. */
    private boolean isLateRevocation(OcspStatement statement, Instant at) {
        return statement.word() instanceof OcspStatement.Word.Revoked
                && !statement.unknownCritical()
                && due(statement).isBefore(at)
                && !due(statement).plus(rules.staleGrace()).isBefore(at);
    }

    private Instant due(OcspStatement statement) {
        return statement.nextUpdate().orElse(statement.thisUpdate().plus(rules.ocspAge()));
    }

    private RevocationStatus status(
            OcspResponse response,
            OcspStatement statement,
            Instant at,
            Optional<Finding> untimely) {
        List<RevocationEvidence> evidence = List.of(new RevocationEvidence.OfResponse(response));
        if (statement.word() instanceof OcspStatement.Word.Unknown) {
            return unknown(
                    ReasonCode.OCSP_UNAVAILABLE, "the responder does not know the certificate");
        }
        if (statement.word() instanceof OcspStatement.Word.Revoked revoked
                && !(rules.asOf() && revoked.entry().revokedAt().isAfter(at))) {
            return new RevocationStatus.Revoked(revoked.entry(), evidence);
        }
        return untimely.<RevocationStatus>map(late -> new RevocationStatus.Unknown(List.of(late)))
                .orElseGet(() -> new RevocationStatus.Good(due(statement), evidence));
    }

    private static RevocationStatus invalid(String what) {
        return new RevocationStatus.Unknown(List.of(finding(what)));
    }

    private static Finding finding(String what) {
        return Finding.of(ReasonCode.OCSP_INVALID, "OCSP answer: " + what);
    }

    private static RevocationStatus unknown(ReasonCode reason, String what) {
        return new RevocationStatus.Unknown(List.of(Finding.of(reason, what)));
    }
}
