package org.securemessaging.admin.health;

import com.google.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.keys.VaultProblem;

/**
 * Whether the private keys can be used: files that can't be read, tokens that are away, and which
 * of them only a restart brings back; named in {@code healthcheck.properties} under {@code
 * additional.healthchecks}.
 *
 * <p>It is degraded, never unhealthy: whoever has another key goes on, and mail that needs the
 * missing one waits.
 */
public final class VaultHealthCheck implements HealthCheck {
    // Files are looked at again, and a token is asked; one that hangs is a fault of its own.
    private static final Checkup CHECKUP =
            new Checkup(new ComponentName("Key vault"), Duration.ofSeconds(15));

    private final KeyInventory keys;

    /**
     * A check.
     *
     * @param keys the vault
     */
    @Inject
    public VaultHealthCheck(KeyInventory keys) {
        this.keys = keys;
    }

    @Override
    public ComponentName componentName() {
        return CHECKUP.name();
    }

    @Override
    public Publisher<Result> check() {
        return CHECKUP.of(this::amiss);
    }

    private List<String> amiss() {
        return keys.health().problems().stream().map(VaultHealthCheck::text).toList();
    }

    private static String text(VaultProblem problem) {
        return switch (problem.kind()) {
            case UNREADABLE -> problem.text();
            case AWAY -> problem.text() + " (asked again by itself)";
            case RESTART -> problem.text() + " (only a restart brings it back)";
        };
    }
}
