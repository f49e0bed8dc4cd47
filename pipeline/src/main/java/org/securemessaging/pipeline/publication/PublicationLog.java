package org.securemessaging.pipeline.publication;

import java.time.Duration;
import java.util.List;
import org.apache.james.metrics.api.MetricFactory;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.outbox.OutboxListener;
import org.securemessaging.directory.publication.outbox.PublicationOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log what becomes of publications, and counts it: {@code
 * securemessaging.publication.written}, {@code .unchanged}, {@code .refused} and {@code
 * .postponed}. Thread safe.
 */
final class PublicationLog implements OutboxListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(PublicationLog.class);

    private final MetricFactory metrics;

    PublicationLog(MetricFactory metrics) {
        this.metrics = metrics;
    }

    @Override
    public void done(PublicationOrder order, List<EntryChange> changes) {
        changes.forEach(change -> LOGGER.info("Published: {}", change));
        count(changes.isEmpty() ? "unchanged" : "written");
    }

    @Override
    public void setAside(PublicationOrder order, String reason) {
        LOGGER.warn("Not published, set aside: {}: {}", order.address(), reason);
        count("refused");
    }

    @Override
    public void postponed(String reason, Duration pause) {
        LOGGER.warn("Publication waits for {}: {}", pause, reason);
        count("postponed");
    }

    private void count(String what) {
        metrics.generate("securemessaging.publication." + what).increment();
    }
}
