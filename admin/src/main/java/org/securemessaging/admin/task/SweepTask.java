package org.securemessaging.admin.task;

import com.google.inject.Provider;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.james.task.Task;
import org.apache.james.task.TaskExecutionDetails.AdditionalInformation;
import org.apache.james.task.TaskType;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.pipeline.publication.DirectoryCare;

/**
 * Removes from the directory what has expired, was revoked or is denied, brings the border
 * directory in step, and publishes the CAs' files that the configuration names: what the command
 * {@code directory sweep} does. It may be cancelled; what was removed until then stays removed.
 */
public final class SweepTask implements Task {
    /** What James calls it. */
    static final TaskType TYPE = TaskType.of("securemessaging-directory-sweep");

    private final Provider<DirectoryCare> care;
    private final boolean dryRun;
    private final SweepProgress progress;

    SweepTask(Provider<DirectoryCare> care, boolean dryRun, Clock clock) {
        this.care = care;
        this.dryRun = dryRun;
        this.progress = new SweepProgress(dryRun, clock);
    }

    /** {@code PARTIAL}, which James calls failed, if an entry or more could not be written. */
    @Override
    public Result run() throws InterruptedException {
        try {
            DirectoryCare directory = care.get();
            directory.sweep(dryRun, progress);
            progress.also(directory.publishAuthorities(dryRun));
        } catch (CancellationException e) {
            throw interrupted(e);
        } catch (DirectoryUnavailableException | DirectoryRefusalException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            progress.failed(e.getMessage());
        }
        return progress.isClean() ? Result.COMPLETED : Result.PARTIAL;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public Optional<AdditionalInformation> details() {
        return Optional.of(progress.details());
    }

    boolean isDryRun() {
        return dryRun;
    }

    private static InterruptedException interrupted(RuntimeException cause) {
        InterruptedException cancelled = new InterruptedException("the sweep was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }
}
