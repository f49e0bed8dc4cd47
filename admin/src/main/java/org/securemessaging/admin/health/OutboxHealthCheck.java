package org.securemessaging.admin.health;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.securemessaging.directory.publication.outbox.OutboxHealth;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.publication.PublicationEngine;

/**
 * Whether what is to be published gets out; named in {@code healthcheck.properties} under {@code
 * additional.healthchecks}. Healthy where nothing is published. It is degraded, never unhealthy: no
 * mail waits for publication.
 */
public final class OutboxHealthCheck implements HealthCheck {
    // It looks at a folder; what takes longer is a file system that hangs.
    private static final Checkup CHECKUP =
            new Checkup(new ComponentName("Publication outbox"), Duration.ofSeconds(5));
    // Three times as long as a directory is left alone at most, by default.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    // A refusal is news for a day; the order is kept longer.
    private static final Duration NEWS = Duration.ofDays(1);

    private final Supplier<Map<String, OutboxHealth>> outboxes;
    private final Clock clock;

    /**
     * A check.
     *
     * @param configuration says whether anything is published
     * @param publication asked only if that is so
     * @param clock says how long something waits
     */
    @Inject
    public OutboxHealthCheck(
            SecureMessagingConfiguration configuration,
            Provider<PublicationEngine> publication,
            Clock clock) {
        this(
                () ->
                        configuration.publication().directory().isEmpty()
                                ? Map.of()
                                : publication.get().health(),
                clock);
    }

    OutboxHealthCheck(Supplier<Map<String, OutboxHealth>> outboxes, Clock clock) {
        this.outboxes = outboxes;
        this.clock = clock;
    }

    @Override
    public ComponentName componentName() {
        return CHECKUP.name();
    }

    @Override
    public Publisher<Result> check() {
        return CHECKUP.of(
                () -> {
                    List<String> amiss = new ArrayList<>();
                    outboxes.get()
                            .forEach(
                                    (name, outbox) ->
                                            amiss(outbox)
                                                    .forEach(
                                                            what -> amiss.add(name + ": " + what)));
                    return amiss;
                });
    }

    private List<String> amiss(OutboxHealth outbox) {
        List<String> amiss = new ArrayList<>();
        boolean stuck = outbox.oldest().filter(since -> isLongAgo(since, LONGEST_WAIT)).isPresent();
        if (stuck || outbox.isNearlyFull()) {
            amiss.add(
                    "%d orders wait (at most %d), %d octets (at most %d)%s"
                            .formatted(
                                    outbox.orders(),
                                    outbox.limits().orders(),
                                    outbox.octets(),
                                    outbox.limits().octets(),
                                    outbox.oldest()
                                            .map(since -> ", the oldest since " + seconds(since))
                                            .orElse("")));
        }
        outbox.refused()
                .filter(at -> !isLongAgo(at, NEWS))
                .ifPresent(
                        at ->
                                amiss.add(
                                        "an order was refused at "
                                                + seconds(at)
                                                + "; the reason lies in the folder \"refused\""));
        return amiss;
    }

    private boolean isLongAgo(Instant instant, Duration duration) {
        return instant.isBefore(clock.instant().minus(duration));
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
