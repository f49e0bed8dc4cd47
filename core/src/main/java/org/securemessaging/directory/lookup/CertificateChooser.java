package org.securemessaging.directory.lookup;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.cms.EncryptionKeyStrength;
import org.securemessaging.cms.encrypt.TrialEncryption;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathValidator;

/**
 * Chooses the certificate to encrypt to: of those that are valid now, for mail, for the address,
 * with a key that is strong enough and can be used, trusted and not revoked, the one with the
 * newest notBefore. A certificate of no use never stands in the way of one that is. Thread safe.
 */
public final class CertificateChooser {
    // The newest is the right one nearly always; each further one may cost fetches.
    private static final int PATHS_TRIED = 8;

    /** Ties are broken the same way on every node. */
    private static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.<Candidate, Instant>comparing(each -> each.certificate().notBefore())
                    .thenComparing(each -> each.certificate().notAfter())
                    .thenComparing(each -> each.certificate().sha256())
                    .reversed();

    private final PathValidator paths;
    private final Supplier<PathQuery> question;
    private final EncryptionKeyStrength strength;
    private final TrialEncryption trial;
    private final Clock clock;

    /**
     * What was chosen, and why the others were not.
     *
     * @param chosen the best, if there is one
     * @param passedOver not judged to the end
     * @param rejected judged, and of no use
     */
    public record Choice(
            Optional<Candidate> chosen,
            List<Candidate> passedOver,
            List<RejectedCandidate> rejected) {
        /** Copies the lists. */
        public Choice {
            passedOver = List.copyOf(passedOver);
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * A chooser.
     *
     * @param paths says whether a certificate is trusted and not revoked
     * @param question gives the circumstances for one certificate, its budget for fetches among
     *     them
     * @param strength says whether a key is strong enough
     * @param trial says whether it can be used at all
     * @param clock says what time it is
     */
    public CertificateChooser(
            PathValidator paths,
            Supplier<PathQuery> question,
            EncryptionKeyStrength strength,
            TrialEncryption trial,
            Clock clock) {
        this.paths = paths;
        this.question = question;
        this.strength = strength;
        this.trial = trial;
        this.clock = clock;
    }

    /**
     * Chooses.
     *
     * @param address whose certificate is wanted
     * @param candidates what a source has; doubles count once, with the capabilities of either
     * @param rule what is asked of the addresses in them
     * @return the choice
     */
    public Choice choose(MailAddress address, Collection<Candidate> candidates, AddressRule rule) {
        List<RejectedCandidate> rejected = new ArrayList<>();
        List<Candidate> promising = new ArrayList<>();
        for (Candidate candidate : withoutDoubles(candidates)) {
            List<Finding> findings = plainFindings(candidate.certificate(), address, rule);
            if (findings.isEmpty()) {
                promising.add(candidate);
            } else {
                rejected.add(new RejectedCandidate(candidate, findings));
            }
        }
        promising.sort(NEWEST_FIRST);
        for (int i = 0; i < promising.size() && i < PATHS_TRIED; i++) {
            List<Finding> against = against(promising.get(i));
            if (against.isEmpty()) {
                against = trial.objection(promising.get(i).certificate()).stream().toList();
            }
            if (against.isEmpty()) {
                return new Choice(
                        Optional.of(promising.get(i)),
                        promising.subList(i + 1, promising.size()),
                        rejected);
            }
            rejected.add(new RejectedCandidate(promising.get(i), against));
        }
        List<Candidate> untried =
                promising.subList(Math.min(PATHS_TRIED, promising.size()), promising.size());
        return new Choice(Optional.empty(), untried, rejected);
    }

    /**
     * Whether a certificate that was chosen before is still good.
     *
     * @param chosen the certificate
     * @return false if it is to be looked up anew
     */
    public boolean holds(Candidate chosen) {
        return against(chosen).isEmpty();
    }

    /** What its path says against it; empty if it is good. */
    private List<Finding> against(Candidate candidate) {
        PathReport report =
                paths.validate(
                        candidate.certificate(),
                        question.get().with(candidate.others(), List.of()).at(clock.instant()));
        if (report.valid()) {
            return List.of();
        }
        return candidate.vouched()
                        && report.findings().stream().allMatch(CertificateChooser::isNoMatter)
                ? List.of()
                : report.findings();
    }

    /** Where a source stands for a certificate, that no anchor is reached says nothing. */
    private static boolean isNoMatter(Finding finding) {
        return finding.reason() == ReasonCode.UNTRUSTED || finding.effect() == SignatureResult.PASS;
    }

    private static Collection<Candidate> withoutDoubles(Collection<Candidate> candidates) {
        Map<Certificate, Candidate> byCertificate = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            byCertificate.merge(
                    candidate.certificate(),
                    candidate,
                    (before, after) -> before.capabilities().isPresent() ? before : after);
        }
        return byCertificate.values();
    }

    private List<Finding> plainFindings(
            Certificate certificate, MailAddress address, AddressRule rule) {
        List<Finding> findings = new ArrayList<>();
        Instant now = clock.instant();
        if (now.isAfter(certificate.notAfter())) {
            findings.add(Finding.of(ReasonCode.EXPIRED, "it expired at " + certificate.notAfter()));
        }
        if (now.isBefore(certificate.notBefore())) {
            findings.add(
                    Finding.of(
                            ReasonCode.NOT_YET_VALID,
                            "it is valid from " + certificate.notBefore()));
        }
        findings.addAll(KeyUsages.forEncryption(certificate));
        findings.addAll(strength.judge(certificate));
        if (!isFor(certificate, address, rule)) {
            findings.add(
                    Finding.of(
                            ReasonCode.ADDRESS_MISMATCH,
                            "it is for " + MailAddresses.of(certificate).all()));
        }
        return findings;
    }

    private static boolean isFor(Certificate certificate, MailAddress address, AddressRule rule) {
        MailAddresses addresses = MailAddresses.of(certificate);
        return switch (rule) {
            case REQUIRED -> addresses.vouchesFor(address);
            case IF_PRESENT -> addresses.all().isEmpty() || addresses.vouchesFor(address);
            case OFF -> true;
        };
    }
}
