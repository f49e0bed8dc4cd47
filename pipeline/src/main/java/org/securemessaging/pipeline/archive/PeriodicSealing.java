package org.securemessaging.pipeline.archive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.protection.HeadSealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals manifests from time to time in a thread of its own, and when it is closed. */
final class PeriodicSealing implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PeriodicSealing.class);
    // A timestamp is waited for no longer than that.
    private static final Duration LAST = Duration.ofSeconds(15);

    private final List<FolderTarget> folders;
    private final HeadSealer sealer;
    private final ScheduledExecutorService thread;
    private final Future<?> sealing;

    PeriodicSealing(List<FolderTarget> folders, HeadSealer sealer, Duration every) {
        this.folders = folders;
        this.sealer = sealer;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread named = new Thread(task, "archive-seals");
                            named.setDaemon(true);
                            return named;
                        });
        this.sealing =
                thread.scheduleWithFixedDelay(
                        this::seal, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Seals now, and waits for it a moment. What came of it the log tells, and the next check.
     *
     * @throws InterruptedException if the waiting was
     */
    void sealNow() throws InterruptedException {
        try {
            thread.submit(this::seal).get(LAST.toSeconds(), TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.info("The server stops, and seals the archive's manifests meanwhile");
        } catch (TimeoutException e) {
            LOGGER.warn("The archive's manifests could not be sealed within {}", LAST);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        sealing.cancel(false);
        thread.execute(this::seal);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST.toSeconds(), TimeUnit.SECONDS)) {
                LOGGER.warn("The archive's manifests could not be sealed before the stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // An exception would end the schedule, and a later attempt may succeed whatever it was.
    private void seal() {
        for (FolderTarget folder : folders) {
            try {
                folder.seal(sealer);
            } catch (RuntimeException e) {
                LOGGER.error("{} can't be sealed now", folder.name(), e);
            }
        }
    }
}
