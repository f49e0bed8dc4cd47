package org.securemessaging.pipeline.publication;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.publication.SweepReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes care of the directory on a timer, and writes into the log what was done. To be closed. */
final class CareSchedule implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CareSchedule.class);

    private final DirectoryCare care;
    private final ScheduledThreadPoolExecutor timer;
    private final Optional<ScheduledFuture<?>> sweeping;

    CareSchedule(DirectoryCare care, Optional<Duration> every) {
        this.care = care;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = new Thread(work, "securemessaging-sweep");
                            thread.setDaemon(true);
                            return thread;
                        });
        this.sweeping =
                every.map(
                        pause ->
                                timer.scheduleWithFixedDelay(
                                        this::run,
                                        pause.toMillis(),
                                        pause.toMillis(),
                                        TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        sweeping.ifPresent(sweep -> sweep.cancel(true));
        timer.shutdownNow();
    }

    private void run() {
        try {
            log("removed", care.sweep(false));
            log("published", care.publishAuthorities(false));
        } catch (DirectoryUnavailableException | DirectoryRefusalException e) {
            LOGGER.warn("The directory was not swept; the next time it is: {}", e.getMessage());
        } catch (RuntimeException e) {
            // An exception would end the timer for good.
            LOGGER.error("A bug: the directory was not swept", e);
        }
    }

    private static void log(String what, SweepReport report) {
        report.removed().forEach(change -> LOGGER.info("Sweep {}: {}", what, change));
        report.failures().forEach(failure -> LOGGER.warn("Sweep: {}", failure));
    }
}
