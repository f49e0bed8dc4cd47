package org.securemessaging.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.annotation.PreDestroy;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.revocation.CrlStock;
import org.securemessaging.verification.OpenedMessage;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;

/**
 * The engine, counted by James: a timer {@code securemessaging.verify} and a counter for each
 * result, such as {@code securemessaging.signature.pass}; {@code securemessaging.signature.error}
 * counts what this server could not do. Thread safe.
 */
public final class MeteredJudge implements MessageJudge, MessageUnlocker {
    private final VerificationEngine engine;
    private final MetricFactory metrics;

    /**
     * A judge.
     *
     * @param engine the engine; closed with the server
     * @param metrics James's metrics
     */
    public MeteredJudge(VerificationEngine engine, MetricFactory metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    @Override
    public VerificationRequest request() {
        return engine.request();
    }

    @Override
    public VerificationReport verify(InputStream message, VerificationRequest request)
            throws IOException {
        TimeMetric timer = metrics.timer("securemessaging.verify");
        String counter = "error";
        try {
            VerificationReport report = engine.verify(message, request);
            counter = report.result().keyword();
            return report;
        } finally {
            timer.stopAndPublish();
            metrics.generate("securemessaging.signature." + counter).increment();
        }
    }

    @Override
    public Optional<OpenedMessage> open(
            MessageBytes message, VerificationRequest request, KeyRing keys) {
        TimeMetric timer = metrics.timer("securemessaging.decrypt");
        String counter = "error";
        try {
            Optional<OpenedMessage> opened = engine.open(message, request, keys);
            counter = opened.filter(OpenedMessage::opened).isPresent() ? "opened" : "closed";
            return opened;
        } finally {
            timer.stopAndPublish();
            metrics.generate("securemessaging.decryption." + counter).increment();
        }
    }

    @Override
    public SpoolLimits spool() {
        return engine.spool();
    }

    /**
     * The CRLs that the engine has at hand.
     *
     * @return to look at
     */
    public CrlStock crls() {
        return engine.crls();
    }

    /** Closes the engine when the server stops. */
    @PreDestroy
    public void stop() {
        engine.close();
    }
}
