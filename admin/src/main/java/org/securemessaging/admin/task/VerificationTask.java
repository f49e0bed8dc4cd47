package org.securemessaging.admin.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.task.Task;
import org.apache.james.task.TaskExecutionDetails.AdditionalInformation;
import org.apache.james.task.TaskType;
import org.securemessaging.admin.archive.SealLines;
import org.securemessaging.archive.folder.ArchiveDefect;
import org.securemessaging.archive.folder.FolderVerification;
import org.securemessaging.archive.folder.ManifestHead;
import org.securemessaging.archive.protection.SealOpener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every octet of an archive: what the command {@code archive verify} does. It may be
 * cancelled.
 */
public final class VerificationTask implements Task {
    /** What James calls it. */
    static final TaskType TYPE = TaskType.of("securemessaging-archive-verification");

    private static final Logger LOGGER = LoggerFactory.getLogger(VerificationTask.class);

    private final Path folder;
    private final Set<String> heads;
    private final SealCheck seals;
    private final Clock clock;
    private final FirstOf defects = new FirstOf();
    private volatile Optional<List<ManifestHead>> found = Optional.empty();

    /**
     * What is asked of the seals.
     *
     * @param opener opens them
     * @param every how often manifests that have grown are sealed; empty if they are not
     * @param now seals this node's before they are checked
     */
    record SealCheck(SealOpener opener, Optional<Duration> every, Sealing now) {}

    /** Seals a node's manifests, or says in the log why it can't. */
    @FunctionalInterface
    interface Sealing {
        void seal() throws InterruptedException;
    }

    VerificationTask(Path folder, Set<String> heads, SealCheck seals, Clock clock) {
        this.folder = folder;
        this.heads = Set.copyOf(heads);
        this.seals = seals;
        this.clock = clock;
    }

    /** {@code PARTIAL}, which James calls failed, unless everything is as it was filed. */
    @Override
    public Result run() throws InterruptedException {
        try {
            if (seals.every().isPresent()) {
                seals.now().seal();
            }
            List<ManifestHead> ends =
                    FolderVerification.run(folder, heads, seals.opener(), this::tell);
            SealLines lines = new SealLines(seals.every(), clock.instant());
            ends.forEach(head -> lines.defect(head).ifPresent(this::tell));
            found = Optional.of(ends);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                InterruptedException cancelled =
                        new InterruptedException("the check was cancelled");
                cancelled.initCause(e);
                throw cancelled;
            }
            LOGGER.error("The archive can't be read", e);
            defects.add("The archive can't be read: " + e);
        }
        return defects.count() == 0 ? Result.COMPLETED : Result.PARTIAL;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public Optional<AdditionalInformation> details() {
        Optional<List<ManifestHead>> ends = found;
        return Optional.of(
                new VerificationDetails(
                        TYPE.asString(),
                        clock.instant(),
                        ends.isPresent(),
                        defects.count(),
                        defects.kept(),
                        ends.orElse(List.of()).stream()
                                .map(VerificationDetails.Head::of)
                                .toList()));
    }

    Set<String> heads() {
        return heads;
    }

    private void tell(ArchiveDefect defect) {
        tell("%s  %s: %s".formatted(defect.kind(), defect.file(), defect.detail()));
    }

    private void tell(String text) {
        LOGGER.error("Archive: {}", text);
        defects.add(text);
    }
}
