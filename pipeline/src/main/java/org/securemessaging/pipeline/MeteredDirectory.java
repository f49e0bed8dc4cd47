package org.securemessaging.pipeline;

import java.util.List;
import java.util.Locale;
import javax.annotation.PreDestroy;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.pipeline.engine.LookupEngine;

/**
 * The look-up of a server, counted: {@code securemessaging.lookup} is a timer, {@code
 * securemessaging.lookup.found}, {@code none} and {@code unavailable} are counters. Thread safe.
 */
public final class MeteredDirectory implements CertificateDirectory, LookupHealth {
    private final LookupEngine engine;
    private final MetricFactory metrics;

    /**
     * A directory.
     *
     * @param engine the look-up; closed with the server
     * @param metrics James's metrics
     */
    public MeteredDirectory(LookupEngine engine, MetricFactory metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    @Override
    public LookUp lookUp(MailAddress address) {
        TimeMetric timer = metrics.timer("securemessaging.lookup");
        try {
            LookUp found = engine.lookUp(address);
            metrics.generate(
                            "securemessaging.lookup."
                                    + found.outcome().name().toLowerCase(Locale.ROOT))
                    .increment();
            return found;
        } finally {
            timer.stopAndPublish();
        }
    }

    @Override
    public List<String> problems() {
        return engine.problems();
    }

    /** Closes the look-up when the server stops. */
    @PreDestroy
    public void stop() {
        engine.close();
    }
}
