package org.securemessaging.pipeline;

import com.google.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Deliver;

/**
 * What became of outgoing mail, counted by James: {@code securemessaging.encryption.encrypted},
 * {@code .clear} and {@code .refused} count recipients, {@code .waiting} and {@code .error} mails;
 * {@code securemessaging.encrypt} is a timer. Thread safe.
 */
public final class EncryptionMetrics {
    private static final String PREFIX = "securemessaging.encryption.";

    private final MetricFactory metrics;

    /**
     * Takes James's metrics.
     *
     * @param metrics James's metrics
     */
    @Inject
    public EncryptionMetrics(MetricFactory metrics) {
        this.metrics = metrics;
    }

    /**
     * Starts the time of one mail's encryption.
     *
     * @return to be stopped and published
     */
    public TimeMetric start() {
        return metrics.timer("securemessaging.encrypt");
    }

    /**
     * Counts what was done with a mail.
     *
     * @param done who got it in which form
     */
    public void done(Deliver done) {
        count(
                "encrypted",
                done.groups().stream().mapToInt(group -> group.recipients().size()).sum());
        count("clear", done.clear().size());
        count("refused", done.refused().size());
    }

    /** Counts a mail that is put off. */
    public void waiting() {
        count("waiting", 1);
    }

    /** Counts a mail that this server could not handle. */
    public void error() {
        count("error", 1);
    }

    private void count(String what, int many) {
        if (many > 0) {
            metrics.generate(PREFIX + what).add(many);
        }
    }
}
