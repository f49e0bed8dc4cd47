package org.securemessaging.pipeline.publication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.PreDestroy;
import org.apache.james.metrics.api.MetricFactory;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.publication.BorderPublisher;
import org.securemessaging.directory.publication.BorderTarget;
import org.securemessaging.directory.publication.CertificateJudge;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.PersonPublisher;
import org.securemessaging.directory.publication.PublicationRefusalException;
import org.securemessaging.directory.publication.PublicationTarget;
import org.securemessaging.directory.publication.outbox.Outbox;
import org.securemessaging.directory.publication.outbox.OutboxHealth;
import org.securemessaging.directory.publication.outbox.OutboxWorker;
import org.securemessaging.directory.publication.outbox.PublicationOrder;
import org.securemessaging.pipeline.configuration.PublicationSettings;
import org.securemessaging.pipeline.engine.Directories;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.PathReport;

/**
 * Publication with everything a configuration says: what is handed in waits on disk, is judged as a
 * signer's certificate would be, and is written to the directory by a thread of its own. One serves
 * a whole server. Thread safe; to be closed.
 */
public final class PublicationEngine implements CertificatePublisher, AutoCloseable {
    // A correspondence has its mails within the hour; what was removed meanwhile comes back after.
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 100_000;

    private final VerificationEngine engine;
    private final PersonPublisher publisher;
    private final Outbox outbox;
    private final OutboxWorker worker;
    private final CareSchedule schedule;
    private final Optional<BorderOutbox> border;
    private final Cache<String, SmimeProfile> published =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED).build();

    /**
     * Opens the outbox and starts.
     *
     * @param settings what the administrator says, with a directory
     * @param connections the directory; not closed with this
     * @param border what partners see, and where; nothing if they see nothing
     * @param engine judges certificates; not closed with this
     * @param clock this machine's clock
     * @param metrics James's metrics
     * @throws java.io.UncheckedIOException if the outbox can't be used
     */
    public PublicationEngine(
            PublicationSettings settings,
            DirectoryConnections connections,
            Optional<BorderTarget> border,
            VerificationEngine engine,
            Clock clock,
            MetricFactory metrics) {
        this.engine = engine;
        PublicationTarget target = target(settings, connections);
        CertificateJudge expiry = CertificateJudge.expiry(clock);
        this.publisher = new PersonPublisher(target, expiry, false);
        PublicationLog log = new PublicationLog(metrics);
        this.border =
                border.map(
                        shown ->
                                new BorderOutbox(
                                        settings,
                                        new BorderPublisher(target, shown, expiry, false),
                                        () -> answers(shown.connections()),
                                        log));
        this.outbox = new Outbox(settings.outbox().orElseThrow(), settings.limits());
        this.worker =
                new OutboxWorker(
                        outbox, this::execute, () -> answers(connections), log, settings.pauses());
        this.schedule =
                new CareSchedule(
                        new DirectoryCare(settings, connections, border, engine, clock),
                        settings.sweepEvery());
    }

    /**
     * Where the configuration has certificates published.
     *
     * @param settings the configuration
     * @param connections the directory
     * @return the target
     */
    public static PublicationTarget target(
            PublicationSettings settings, DirectoryConnections connections) {
        return new PublicationTarget(
                connections, settings.schema(), settings.users(), settings.correspondents());
    }

    /**
     * What the configuration shows to partners, and where.
     *
     * @param settings the configuration
     * @param directories the directories it names
     * @return the target; nothing if partners see nothing
     */
    public static Optional<BorderTarget> border(
            PublicationSettings settings, Directories directories) {
        return settings.border()
                .map(
                        shown ->
                                new BorderTarget(
                                        directories.named(shown.directory()),
                                        shown.schema(),
                                        shown.base(),
                                        shown.createParents(),
                                        shown.rules()));
    }

    @Override
    public Taken publish(PersonAddress address, SmimeProfile profile) {
        if (isPublished(address, profile)) {
            return Taken.KNOWN;
        }
        return switch (outbox.add(new PublicationOrder.Publish(address, profile))) {
            case ACCEPTED -> Taken.ACCEPTED;
            case WAITING_ALREADY -> Taken.KNOWN;
            case FULL -> Taken.FULL;
        };
    }

    /**
     * How many certificates wait, for either directory.
     *
     * @return the number
     */
    public int waiting() {
        return outbox.size() + border.map(BorderOutbox::waiting).orElse(0);
    }

    /**
     * How what waits stands.
     *
     * @return the health of the outbox, and of that of the border if there is one, by what an
     *     administrator calls them
     * @throws java.io.UncheckedIOException if a folder can't be looked at
     */
    public Map<String, OutboxHealth> health() {
        Map<String, OutboxHealth> health = new LinkedHashMap<>();
        health.put("publication", outbox.health());
        border.ifPresent(each -> health.put("border", each.health()));
        return health;
    }

    /** Stops after what is under way; the rest waits on disk. */
    @Override
    @PreDestroy
    public void close() {
        schedule.close();
        worker.close();
        outbox.close();
        border.ifPresent(BorderOutbox::close);
    }

    private static boolean answers(DirectoryConnections connections) {
        try {
            return connections.call(connection -> connection.getRootDse() != null);
        } catch (DirectoryUnavailableException | DirectoryRefusalException e) {
            return false;
        }
    }

    private boolean isPublished(PersonAddress address, SmimeProfile profile) {
        return Optional.ofNullable(published.getIfPresent(address.toString()))
                .filter(known -> known.saysTheSameAs(profile))
                .isPresent();
    }

    /** The border's order is on disk before this one is done, so that a crash loses neither. */
    private List<EntryChange> execute(PublicationOrder order) {
        List<EntryChange> changes = write(order);
        border.ifPresent(each -> each.update(order.address()));
        return changes;
    }

    private List<EntryChange> write(PublicationOrder order) {
        if (order instanceof PublicationOrder.Withdraw withdraw) {
            published.invalidate(withdraw.address().toString());
            return publisher.withdraw(withdraw.address(), withdraw.thumbprints());
        }
        PublicationOrder.Publish publish = (PublicationOrder.Publish) order;
        requireValid(publish.profile());
        List<EntryChange> changes = publisher.publish(publish.address(), publish.profile());
        published.put(publish.address().toString(), publish.profile());
        return changes;
    }

    /** The certificate to encrypt to may be another than the one that signed. */
    private void requireValid(SmimeProfile profile) {
        Certificate certificate = profile.encryption();
        PathReport path = engine.path(certificate, profile.certificates(), engine.request());
        path.findings().stream()
                .filter(finding -> finding.effect() != SignatureResult.PASS)
                .findFirst()
                .ifPresent(
                        finding -> {
                            throw new PublicationRefusalException(
                                    "%s: %s, %s"
                                            .formatted(
                                                    certificate,
                                                    finding.reason().code(),
                                                    finding.detail()));
                        });
    }
}
