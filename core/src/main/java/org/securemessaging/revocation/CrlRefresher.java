package org.securemessaging.revocation;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches CRLs that are in use anew before they are due, so that no mail waits for them: one after
 * another, in a thread of its own, from when it is made until it is closed. Thread safe.
 */
public final class CrlRefresher implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CrlRefresher.class);

    private final CrlCache cache;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> looking;

    /**
     * Starts to look after a cache.
     *
     * @param cache whose CRLs are fetched
     * @param pause the time between two looks
     */
    public CrlRefresher(CrlCache cache, Duration pause) {
        this.cache = cache;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread worker = new Thread(task, "crl-refresh");
                            worker.setDaemon(true);
                            return worker;
                        });
        this.looking =
                thread.scheduleWithFixedDelay(
                        this::look, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stops; a fetch in progress is given up. */
    @Override
    public void close() {
        looking.cancel(true);
        thread.shutdownNow();
    }

    private void look() {
        try {
            for (URI address : cache.dueForRefresh()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                cache.refresh(address).problem().ifPresent(p -> LOGGER.warn("{}", p.detail()));
            }
        } catch (RuntimeException e) {
            // A fault of ours must not end the refreshing for good, as the executor would.
            LOGGER.error("CRLs could not be refreshed", e);
        }
    }
}
