package org.securemessaging.pipeline.archive;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.annotation.PreDestroy;
import org.apache.james.metrics.api.MetricFactory;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.archive.journal.JournalAddressing;
import org.securemessaging.archive.journal.JournalReport;
import org.securemessaging.archive.journal.JournalText;
import org.securemessaging.archive.journal.ReportPart;
import org.securemessaging.archive.protection.ReportProtection;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.Octets;
import org.securemessaging.revocation.RevocationEvidence;

/**
 * Makes records of mails and files them. One serves all mailets of a server. Thread safe.
 *
 * <p>Metrics: {@code securemessaging.archive.report} and {@code .bounce} count what was filed,
 * {@code .unavailable} attempts that failed, {@code .not-decrypted} mails that are archived as they
 * are.
 */
public final class Archive {
    private final ArchiveTargets targets;
    private final ArchiveIdentity identity;
    private final ReportProtection protection;
    private final CopyMaker copies;
    private final ArchiveJudge judge;
    private final Clock clock;
    private final MetricFactory metrics;
    private final FactsJson facts = new FactsJson();
    private final AtomicReference<Optional<ArchiveTrouble>> trouble =
            new AtomicReference<>(Optional.empty());

    /**
     * An archive.
     *
     * @param targets where records go
     * @param identity who writes them
     * @param protection what is done to records before they are filed
     * @param copies opens and judges messages
     * @param judge says what is to be thought of signatures
     * @param clock says when
     * @param metrics James's metrics
     */
    public Archive(
            ArchiveTargets targets,
            ArchiveIdentity identity,
            ReportProtection protection,
            CopyMaker copies,
            ArchiveJudge judge,
            Clock clock,
            MetricFactory metrics) {
        this.targets = targets;
        this.identity = identity;
        this.protection = protection;
        this.copies = copies;
        this.judge = judge;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Whether records would go nowhere.
     *
     * @return true if there is no target
     */
    public boolean isEmpty() {
        return targets.isEmpty();
    }

    /**
     * Whether a layer of a message hides its content.
     *
     * @param message the octets
     * @return true if so
     * @throws IOException if a temporary file can't be used
     */
    public boolean isEncrypted(Octets message) throws IOException {
        return judge.verify(message).encrypted();
    }

    /**
     * Files a mail's journal report wherever it is not yet.
     *
     * @param key the report's key
     * @param mail what James knows of the mail
     * @param original the octets that came in
     * @param already the targets that have it
     * @return what came of it
     * @throws IOException if a temporary file can't be used
     * @throws java.io.UncheckedIOException likewise
     */
    public Filing fileReport(
            RecordKey key, MailFacts mail, MessageBytes original, Set<String> already)
            throws IOException {
        try (ClearCopy opened = copies.make(original)) {
            if (opened instanceof ClearCopy.Sealed) {
                metrics.generate("securemessaging.archive.not-decrypted").increment();
            }
            List<ReportPart> parts = parts(mail, key, original.octets(), opened);
            JournalText text =
                    JournalAddressing.text(
                            header(original.octets()),
                            mail.sender(),
                            mail.recipients(),
                            mail.submitter().isPresent());
            List<JournalReport> status =
                    RevocationProofs.of(opened.report()).apart().stream()
                            .map(this::status)
                            .toList();
            return file(RecordKind.REPORT, report(key, text, parts), status, already);
        }
    }

    /**
     * Files that a mail which was archived went back, or was given up.
     *
     * @param report the key of its journal report
     * @param mail what James knows of the mail now
     * @param message the message as it is now, for the names in its header
     * @param why what James says
     * @param already the targets that have it
     * @return what came of it
     */
    public Filing fileBounce(
            RecordKey report,
            MailFacts mail,
            MessageBytes message,
            Optional<String> why,
            Set<String> already) {
        RecordKey key = report.followedBy(RecordKind.BOUNCE, mail.addressed());
        byte[] told = facts.bounce(circumstances(RecordKind.BOUNCE, key), mail, report, why);
        JournalText text =
                JournalAddressing.text(
                        header(message.octets()), mail.sender(), mail.recipients(), false);
        ReportPart part =
                ReportPart.evidence(
                        "application/json", ArchiveParts.FACTS, "What became of the mail", told);
        return file(RecordKind.BOUNCE, report(key, text, List.of(part)), List.of(), already);
    }

    /**
     * What the newest mail met.
     *
     * @return what is wrong, or empty if it was archived or none came yet
     */
    public Optional<ArchiveTrouble> trouble() {
        return trouble.get();
    }

    /**
     * Seals the folders' manifests now, if they are sealed at all, and waits for it a moment. A
     * failure is told to the log alone: what is not sealed, a check of the folder shows.
     *
     * @throws InterruptedException if the waiting was
     */
    public void seal() throws InterruptedException {
        targets.sealNow();
    }

    /** Lets go of the targets when the server stops. */
    @PreDestroy
    public void stop() {
        targets.close();
    }

    private List<ReportPart> parts(MailFacts mail, RecordKey key, Octets original, ClearCopy opened)
            throws IOException {
        List<ReportPart> parts = new ArrayList<>();
        parts.add(ReportPart.message(ArchiveParts.ORIGINAL, "The message as it came in", original));
        Evidence evidence = new Evidence(identity.authservId());
        if (opened instanceof ClearCopy.Decrypted decrypted) {
            Octets copy = decrypted.copy().octets();
            parts.add(
                    ReportPart.message(
                            ArchiveParts.DECRYPTED, "The message without its encryption", copy));
        }
        parts.addAll(evidence.parts(opened.report()));
        byte[] told =
                facts.report(
                        circumstances(RecordKind.REPORT, key), mail, original.length(), opened);
        parts.add(
                ReportPart.evidence(
                        "application/json",
                        ArchiveParts.FACTS,
                        "When, where and how it was archived",
                        told));
        return parts;
    }

    /** A large CRL is filed once, and stays where it is when the server files it again. */
    private JournalReport status(RevocationEvidence evidence) {
        JournalText text =
                new JournalText(
                        identity.from(),
                        Optional.empty(),
                        "Revocation status " + evidence.sha256(),
                        "",
                        List.of());
        return report(
                RecordKey.ofEvidence(evidence.sha256()),
                text,
                List.of(RevocationProofs.part(evidence)));
    }

    private JournalReport report(RecordKey key, JournalText text, List<ReportPart> parts) {
        return JournalReport.of(key, text, identity.from(), identity.to(), clock.instant(), parts);
    }

    private Filing file(
            RecordKind kind,
            JournalReport report,
            List<JournalReport> restsUpon,
            Set<String> already) {
        Filing filing;
        try {
            List<ArchiveRecord> records = new ArrayList<>();
            restsUpon.forEach(each -> records.add(record(RecordKind.STATUS, each)));
            records.add(record(kind, report));
            filing = targets.file(records, already);
        } catch (ArchiveUnavailableException e) {
            filing = new Filing(already, List.of(e.getMessage()));
        }
        note(filing);
        metrics.generate(
                        "securemessaging.archive."
                                + (filing.complete() ? kind.word() : "unavailable"))
                .increment();
        return filing;
    }

    private void note(Filing filing) {
        Instant now = clock.instant();
        trouble.updateAndGet(
                before ->
                        filing.complete()
                                ? Optional.empty()
                                : Optional.of(
                                        new ArchiveTrouble(
                                                filing.problems(),
                                                before.map(ArchiveTrouble::since).orElse(now))));
    }

    private ArchiveRecord record(RecordKind kind, JournalReport report) {
        return new ArchiveRecord(kind, report.key(), protection.protect(report));
    }

    private FactsJson.Circumstances circumstances(RecordKind kind, RecordKey key) {
        Instant now = clock.instant();
        return new FactsJson.Circumstances(kind, key, now, identity.node());
    }

    /** A header beyond all bounds tells nothing; the mail is archived all the same. */
    private static Header header(Octets message) {
        EntityReader reader = new EntityReader(MimeLimits.DEFAULT);
        try {
            return reader.readHeader(message);
        } catch (MimeLimitException e) {
            return reader.readHeader(MessageBytes.of(new byte[0]).octets());
        }
    }
}
