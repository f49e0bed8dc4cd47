package org.securemessaging.admin.health;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveTrouble;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;

/**
 * Whether mails can be archived; named in {@code healthcheck.properties} under {@code
 * additional.healthchecks}. Healthy where nothing is archived. It is degraded, never unhealthy:
 * mails wait, and are archived when the target is back.
 */
public final class ArchiveHealthCheck implements HealthCheck {
    // It looks at what the newest mail met, and asks no target itself.
    private static final Checkup CHECKUP =
            new Checkup(new ComponentName("Compliance archive"), Duration.ofSeconds(5));

    private final Supplier<Optional<ArchiveTrouble>> trouble;

    /**
     * A check.
     *
     * @param configuration says whether anything is archived
     * @param archive asked only if that is so
     */
    @Inject
    public ArchiveHealthCheck(
            SecureMessagingConfiguration configuration, Provider<Archive> archive) {
        this(() -> configuration.archive().isEmpty() ? Optional.empty() : archive.get().trouble());
    }

    ArchiveHealthCheck(Supplier<Optional<ArchiveTrouble>> trouble) {
        this.trouble = trouble;
    }

    @Override
    public ComponentName componentName() {
        return CHECKUP.name();
    }

    @Override
    public Publisher<Result> check() {
        return CHECKUP.of(() -> trouble.get().map(ArchiveHealthCheck::text).stream().toList());
    }

    private static String text(ArchiveTrouble trouble) {
        List<String> problems = trouble.problems();
        return "no mail was archived since %s: %s"
                .formatted(
                        trouble.since().truncatedTo(ChronoUnit.SECONDS),
                        String.join(", ", problems));
    }
}
