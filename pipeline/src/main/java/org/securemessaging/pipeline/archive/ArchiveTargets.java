package org.securemessaging.pipeline.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveTarget;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.protection.HeadSealer;
import org.securemessaging.net.BackOff;
import org.securemessaging.pipeline.configuration.ArchiveSettings;

/**
 * All targets. One that failed is left alone for a moment, so that not every mail waits for its
 * time-out. Thread safe; to be closed.
 */
public final class ArchiveTargets implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final List<ArchiveTarget> targets;
    private final BackOff<String, String> failures;
    private Optional<PeriodicSealing> sealing = Optional.empty();

    /**
     * Targets that are there already.
     *
     * @param targets the targets
     * @param clock says when a pause is over
     */
    public ArchiveTargets(List<? extends ArchiveTarget> targets, Clock clock) {
        this.targets = List.copyOf(targets);
        this.failures = new BackOff<>(FIRST_PAUSE, LONGEST_PAUSE, clock);
    }

    /**
     * The targets of a configuration, none of which is looked at yet.
     *
     * @param settings the configuration
     * @param repositories James's mail repositories
     * @param clock says when a record was filed
     * @return the targets
     */
    public static ArchiveTargets of(
            ArchiveSettings settings, MailRepositoryStore repositories, Clock clock) {
        List<ArchiveTarget> targets = new ArrayList<>();
        settings.folders()
                .forEach(
                        folder ->
                                targets.add(new FolderTarget(folder, settings.nodeName(), clock)));
        settings.repositories()
                .forEach(
                        url ->
                                targets.add(
                                        new RepositoryTarget(
                                                MailRepositoryUrl.from(url), repositories)));
        settings.journal().ifPresent(server -> targets.add(new SmtpTarget(server)));
        return new ArchiveTargets(targets, clock);
    }

    /**
     * Whether there is none.
     *
     * @return true if reports would go nowhere
     */
    public boolean isEmpty() {
        return targets.isEmpty();
    }

    /**
     * Files records wherever they are not yet.
     *
     * @param records what belongs together, in the order in which it is filed
     * @param already the names of the targets that have them
     * @return what came of it; never an exception for a target that is unavailable
     */
    public Filing file(List<ArchiveRecord> records, Set<String> already) {
        Set<String> filed = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (ArchiveTarget target : targets) {
            Optional<String> problem =
                    already.contains(target.name()) ? Optional.empty() : problem(target, records);
            problem.ifPresentOrElse(problems::add, () -> filed.add(target.name()));
        }
        return new Filing(filed, problems);
    }

    /**
     * Seals the folders' manifests from time to time, and once more when the targets are closed.
     *
     * @param every after which time
     * @param sealer seals
     */
    public synchronized void sealEvery(Duration every, HeadSealer sealer) {
        sealing = Optional.of(new PeriodicSealing(folders(), sealer, every));
    }

    /**
     * Seals the folders' manifests now, if they are sealed at all, and waits for it a moment. A
     * failure is told to the log alone: what is not sealed, a check of the folder shows.
     *
     * @throws InterruptedException if the waiting was
     */
    public void sealNow() throws InterruptedException {
        Optional<PeriodicSealing> now;
        synchronized (this) {
            now = sealing;
        }
        if (now.isPresent()) {
            now.get().sealNow();
        }
    }

    private List<FolderTarget> folders() {
        return targets.stream()
                .filter(FolderTarget.class::isInstance)
                .map(FolderTarget.class::cast)
                .toList();
    }

    @Override
    public synchronized void close() {
        sealing.ifPresent(PeriodicSealing::close);
        sealing = Optional.empty();
        folders().forEach(FolderTarget::close);
    }

    private Optional<String> problem(ArchiveTarget target, List<ArchiveRecord> records) {
        Optional<String> recent = failures.recent(target.name());
        if (recent.isPresent()) {
            return recent;
        }
        try {
            records.forEach(target::file);
            failures.succeeded(target.name());
            return Optional.empty();
        } catch (ArchiveUnavailableException e) {
            failures.failed(target.name(), e.getMessage());
            return Optional.of(e.getMessage());
        }
    }
}
