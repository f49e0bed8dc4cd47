package org.securemessaging.pipeline.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends work that takes too long by interrupting its thread: a message in a file can then be read no
 * further, and waiting ends. Work on a message on the heap is not ended, but that is over soon.
 * Thread safe.
 */
final class TimeBudget implements AutoCloseable {
    private final Duration time;
    private final ScheduledExecutorService watchdog;

    TimeBudget(Duration time) {
        this.time = time;
        this.watchdog =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "verification-watchdog");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Does some work.
     *
     * @return its result, or empty if it failed after its time was over
     */
    <T> Optional<T> within(Supplier<T> work) {
        Bite bite = new Bite(Thread.currentThread());
        ScheduledFuture<?> timer =
                watchdog.schedule(bite::strike, time.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            if (bite.struck()) {
                return Optional.empty();
            }
            throw e;
        } finally {
            timer.cancel(false);
            bite.retract();
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    /** One interruption, which never outlives the work it was meant for. */
    private static final class Bite {
        private final Thread thread;
        private boolean struck;
        private boolean over;

        Bite(Thread thread) {
            this.thread = thread;
        }

        synchronized void strike() {
            if (!over) {
                struck = true;
                thread.interrupt();
            }
        }

        synchronized boolean struck() {
            return struck;
        }

        synchronized void retract() {
            over = true;
            if (struck) {
                // Ours, not the server's, which asks a thread to stop only once.
                Thread.interrupted();
            }
        }
    }
}
