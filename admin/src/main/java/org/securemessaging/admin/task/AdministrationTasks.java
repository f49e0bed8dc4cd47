package org.securemessaging.admin.task;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.james.task.Task;
import org.securemessaging.admin.task.VerificationTask.SealCheck;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.configuration.ArchiveProtection;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.publication.DirectoryCare;

/** Makes tasks for the server's own directory and archive. Thread safe. */
public final class AdministrationTasks {
    private final SecureMessagingConfiguration configuration;
    private final Provider<DirectoryCare> care;
    private final Provider<Archive> archive;
    private final KeyInventory keys;
    private final Clock clock;

    /**
     * A maker.
     *
     * @param configuration says whether there is a directory, and where the archive is
     * @param care made when a sweep begins
     * @param archive the server's own, sealed before it is checked
     * @param keys has the certificates of those who seal the archive
     * @param clock this machine's clock
     */
    @Inject
    public AdministrationTasks(
            SecureMessagingConfiguration configuration,
            Provider<DirectoryCare> care,
            Provider<Archive> archive,
            KeyInventory keys,
            Clock clock) {
        this.configuration = configuration;
        this.care = care;
        this.archive = archive;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A sweep.
     *
     * @param dryRun whether nothing is written, only said
     * @return the task; empty if the configuration names no directory to publish to
     */
    public Optional<Task> sweep(boolean dryRun) {
        return configuration.publication().directory().map(name -> sweepTask(dryRun));
    }

    /**
     * A check of the first archive folder.
     *
     * @param heads digests of heads that were noted earlier
     * @return the task; empty if the configuration names no archive folder
     */
    public Optional<Task> verification(Set<String> heads) {
        return configuration.archive().folders().stream()
                .findFirst()
                .map(folder -> verificationTask(folder, heads));
    }

    SweepTask sweepTask(boolean dryRun) {
        return new SweepTask(care, dryRun, clock);
    }

    /** One that was ordered on a node with an archive folder; this one may have none. */
    VerificationTask verificationTask(Set<String> heads) {
        return verificationTask(
                configuration.archive().folders().stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "this node's configuration has no archive folder")),
                heads);
    }

    private VerificationTask verificationTask(Path folder, Set<String> heads) {
        ArchiveProtection protection = configuration.archive().protection();
        SealCheck seals =
                new SealCheck(
                        new ArchiveKeys(configuration).seals(keys),
                        Optional.of(protection.sealEvery())
                                .filter(every -> protection.signAs().isPresent()),
                        () -> archive.get().seal());
        return new VerificationTask(folder, heads, seals, clock);
    }
}
