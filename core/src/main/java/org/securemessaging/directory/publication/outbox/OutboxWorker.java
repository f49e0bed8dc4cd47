package org.securemessaging.directory.publication.outbox;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.PublicationRefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what waits in an outbox, one order after the other, on a thread of its own. While the
 * directory is away it waits, longer each time; what the directory refuses is set aside, so that it
 * does not block the rest. To be closed.
 */
public final class OutboxWorker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(OutboxWorker.class);
    // The longest a directory's read time-out is sensible; the thread is a daemon beyond it.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // A server that is just going down answers and then does not, once or twice.
    private static final int MOST_BREAKAGES = 5;

    /** Results that say something of the server or of our account, and nothing of the order. */
    private static final Set<ResultCodeEnum> TEMPORARY =
            Set.of(
                    ResultCodeEnum.BUSY,
                    ResultCodeEnum.UNAVAILABLE,
                    ResultCodeEnum.TIME_LIMIT_EXCEEDED,
                    ResultCodeEnum.ADMIN_LIMIT_EXCEEDED,
                    ResultCodeEnum.INVALID_CREDENTIALS,
                    ResultCodeEnum.INAPPROPRIATE_AUTHENTICATION,
                    ResultCodeEnum.STRONG_AUTH_REQUIRED,
                    ResultCodeEnum.CONFIDENTIALITY_REQUIRED);

    private final Outbox outbox;
    private final OrderExecution execution;
    private final BooleanSupplier probe;
    private final OutboxListener listener;
    private final Pauses pauses;
    private final Thread thread;

    /**
     * How long a directory is left alone that does not take orders.
     *
     * @param first after the first failure
     * @param longest at most, after doubling with each
     */
    public record Pauses(Duration first, Duration longest) {
        Duration after(int failures) {
            Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    /**
     * Starts.
     *
     * @param outbox what waits; not closed with this
     * @param execution does it
     * @param probe whether the directory answers now, for something that can't fail
     * @param listener hears of it
     * @param pauses how long a directory is left alone
     */
    public OutboxWorker(
            Outbox outbox,
            OrderExecution execution,
            BooleanSupplier probe,
            OutboxListener listener,
            Pauses pauses) {
        this.outbox = outbox;
        this.execution = execution;
        this.probe = probe;
        this.listener = listener;
        this.pauses = pauses;
        this.thread = new Thread(this::work, "securemessaging-publication");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops after the order at hand; the rest waits on disk. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        int failures = 0;
        int breakages = 0;
        try {
            while (true) {
                Outbox.Waiting waiting = outbox.awaitOldest();
                boolean answered = failures > 0 && probe.getAsBoolean();
                Optional<String> obstacle = attempt(waiting);
                failures = obstacle.isEmpty() ? 0 : failures + 1;
                breakages = obstacle.isPresent() && answered ? breakages + 1 : 0;
                if (breakages == MOST_BREAKAGES) {
                    obstacle = breaks(waiting, obstacle.orElseThrow());
                    failures = 0;
                    breakages = 0;
                }
                if (obstacle.isPresent()) {
                    Duration pause = pauses.after(Math.max(1, failures));
                    listener.postponed(obstacle.get(), pause);
                    Thread.sleep(pause.toMillis());
                }
            }
        } catch (InterruptedException e) {
            LOGGER.debug("Publication stops; {} orders wait", outbox.size());
        }
    }

    /**
     * A directory that answers everybody else, and ends the connection on this order each time:
     * Samba does so on some addresses. A stranger's mail must not stop publication for good.
     */
    private Optional<String> breaks(Outbox.Waiting waiting, String obstacle) {
        return refuse(
                waiting,
                new PublicationRefusalException(
                        "the directory answers, but not to this: " + obstacle));
    }

    /** What is in the way of all orders; empty if this one is out of the way. */
    private Optional<String> attempt(Outbox.Waiting waiting) {
        try {
            List<EntryChange> changes = execution.execute(waiting.order());
            outbox.done(waiting);
            listener.done(waiting.order(), changes);
            return Optional.empty();
        } catch (DirectoryUnavailableException e) {
            return Optional.of(e.getMessage());
        } catch (DirectoryRefusalException e) {
            return TEMPORARY.contains(e.code()) ? Optional.of(e.getMessage()) : refuse(waiting, e);
        } catch (PublicationRefusalException e) {
            return refuse(waiting, e);
        } catch (UncheckedIOException e) {
            LOGGER.error("The outbox can't be written", e);
            return Optional.of("the outbox: " + e.getMessage());
        } catch (RuntimeException e) {
            LOGGER.error("A bug: an order about {} fails", waiting.order().address(), e);
            return refuse(waiting, e);
        }
    }

    private Optional<String> refuse(Outbox.Waiting waiting, RuntimeException why) {
        String reason = why.getClass().getSimpleName() + ": " + why.getMessage();
        try {
            outbox.setAside(waiting, reason);
        } catch (UncheckedIOException e) {
            LOGGER.error("The outbox can't be written", e);
            return Optional.of("the outbox: " + e.getMessage());
        }
        listener.setAside(waiting.order(), reason);
        return Optional.empty();
    }
}
