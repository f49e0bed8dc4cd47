package org.securemessaging.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Makes a status of the CRLs at hand for one certificate (RFC 5280 §6.3.3). One thread uses it. */
final class CrlJudgement {
    private final Certificate certificate;
    private final NameKey certificateIssuer;
    private final Instant at;
    private final CrlScope scope;
    private final List<DistributionPoint> points;
    private final CrlAuthority authority;
    private final CrlCurrency currency;
    private final boolean asOf;
    private final List<Crl> believed = new ArrayList<>();
    private final List<Crl> distrusted = new ArrayList<>();
    private final Map<String, List<Finding>> objections = new HashMap<>();

    CrlJudgement(
            RevocationQuestion question,
            CrlScope scope,
            List<DistributionPoint> points,
            CrlAuthority authority,
            CrlCurrency currency,
            boolean asOf) {
        this.certificate = question.certificate();
        this.certificateIssuer = NameKey.of(certificate.issuer());
        this.at = question.at();
        this.scope = scope;
        this.points = new ArrayList<>(points);
        this.points.add(scope.impliedPoint());
        this.authority = authority;
        this.currency = currency;
        this.asOf = asOf;
    }

    /** What the CRLs say together. */
    RevocationStatus judge(List<Crl> crls) {
        List<Crl> newestFirst = new ArrayList<>(crls);
        newestFirst.sort(Comparator.comparing(Crl::thisUpdate).reversed());
        Coverage coverage = new Coverage();
        for (DistributionPoint point : points) {
            for (Crl crl : newestFirst) {
                if (crl.deltaBase().isEmpty()) {
                    Optional<RevocationStatus.Revoked> revoked =
                            consult(crl, point, newestFirst, coverage);
                    if (revoked.isPresent()) {
                        return revoked.get();
                    }
                }
            }
        }
        return coverage.status();
    }

    /** The CRLs that nobody to be believed has signed. */
    List<Crl> distrusted() {
        return List.copyOf(distrusted);
    }

    /** The CRLs whose signers were found to be believed. */
    List<Crl> believed() {
        return List.copyOf(believed);
    }

    /** Whether one CRL, whatever else is at hand, proves a revocation. */
    Optional<RevocationStatus.Revoked> revocationIn(Crl crl) {
        for (DistributionPoint point : points) {
            if (scope.objection(crl, point).isEmpty()
                    && currency.objection(crl, at).isEmpty()
                    && revoking(entry(crl)).isPresent()
                    && objections(crl).isEmpty()) {
                return entry(crl).map(entry -> revoked(entry, Stream.of(crl)));
            }
        }
        return Optional.empty();
    }

    /** Whether a CRL within the grace says "revoked", which is not undone by its growing old. */
    Optional<RevocationStatus.Revoked> lateRevocation(List<Crl> crls) {
        return crls.stream()
                .filter(crl -> crl.deltaBase().isEmpty() && currency.isInGrace(crl, at))
                .filter(crl -> revoking(entry(crl)).isPresent())
                .filter(crl -> points.stream().anyMatch(p -> scope.objection(crl, p).isEmpty()))
                .filter(crl -> objections(crl).isEmpty())
                .max(Comparator.comparing(Crl::thisUpdate))
                .flatMap(crl -> entry(crl).map(entry -> revoked(entry, Stream.of(crl))));
    }

    /** Adds what a CRL covers; gives the entry that revokes the certificate, if there is one. */
    private Optional<RevocationStatus.Revoked> consult(
            Crl crl, DistributionPoint point, List<Crl> all, Coverage coverage) {
        Optional<Finding> unfit = unfit(crl, point);
        int reasons = CrlScope.reasons(crl, point);
        if (unfit.isPresent() || !coverage.wants(reasons)) {
            unfit.ifPresent(coverage::complain);
            return Optional.empty();
        }
        List<Finding> objections = objections(crl);
        if (!objections.isEmpty()) {
            objections.forEach(coverage::complain);
            return Optional.empty();
        }
        Optional<Crl> delta = all.stream().filter(other -> isDelta(other, crl)).findFirst();
        Optional<CrlEntry> revoking = revoking(delta.flatMap(this::entry).or(() -> entry(crl)));
        if (revoking.isPresent()) {
            return Optional.of(
                    revoked(revoking.get(), Stream.concat(Stream.of(crl), delta.stream())));
        }
        if (crl.hasUnknownCritical()) {
            // §5.2: what is not understood may limit what the CRL covers.
            coverage.complain(invalid(crl, "unknown critical extension"));
        } else {
            coverage.add(reasons, crl, delta);
        }
        return Optional.empty();
    }

    private Optional<Finding> unfit(Crl crl, DistributionPoint point) {
        return scope.objection(crl, point)
                .map(what -> invalid(crl, what))
                .or(() -> currency.objection(crl, at));
    }

    private Optional<CrlEntry> entry(Crl crl) {
        return crl.find(certificateIssuer, certificate.serialNumber());
    }

    private Optional<CrlEntry> revoking(Optional<CrlEntry> entry) {
        return entry.filter(found -> !found.removesFromCrl())
                .filter(found -> !asOf || !since(found).isAfter(at));
    }

    private static Instant since(CrlEntry entry) {
        return entry.invalidSince()
                .filter(invalid -> invalid.isBefore(entry.revokedAt()))
                .orElse(entry.revokedAt());
    }

    /** §6.3.3 c, §5.2.4: whether a delta may be combined with a complete CRL. */
    private boolean isDelta(Crl delta, Crl complete) {
        return delta.deltaBase().isPresent()
                && complete.number().isPresent()
                && delta.issuer().equals(complete.issuer())
                && delta.scope().equals(complete.scope())
                && delta.authorityKeyIdentifier().equals(complete.authorityKeyIdentifier())
                && complete.number().get().compareTo(delta.deltaBase().get()) >= 0
                && delta.number().map(n -> complete.number().get().compareTo(n) <= 0).orElse(false)
                && !delta.hasUnknownCritical()
                && currency.objection(delta, at).isEmpty()
                && objections(delta).isEmpty();
    }

    private List<Finding> objections(Crl crl) {
        List<Finding> known = objections.get(crl.sha256());
        if (known == null) {
            known = authority.objections(crl);
            objections.put(crl.sha256(), known);
            (known.isEmpty() ? believed : distrusted).add(crl);
        }
        return known;
    }

    private static RevocationStatus.Revoked revoked(CrlEntry entry, Stream<Crl> by) {
        return new RevocationStatus.Revoked(
                entry, by.<RevocationEvidence>map(RevocationEvidence.OfCrl::new).toList());
    }

    private static Finding invalid(Crl crl, String what) {
        return Finding.of(ReasonCode.CRL_INVALID, crl + ": " + what);
    }
}
