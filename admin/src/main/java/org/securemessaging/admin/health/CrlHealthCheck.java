package org.securemessaging.admin.health;

import com.google.inject.Inject;
import java.time.Duration;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.securemessaging.revocation.CrlStock;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whether the CRLs that judgements rest on are fresh, issuer by issuer; named in {@code
 * healthcheck.properties} under {@code additional.healthchecks}.
 *
 * <p>It is degraded, never unhealthy: a CA that does not publish costs its own people their status,
 * and is no reason to take this server out of service. It fetches nothing.
 */
public final class CrlHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("CRL freshness");
    // It looks at dates in memory and at a folder; what takes longer is a file system that hangs.
    private static final Duration TIME = Duration.ofSeconds(5);

    private final CrlStock crls;

    /**
     * A check.
     *
     * @param crls the server's
     */
    @Inject
    public CrlHealthCheck(CrlStock crls) {
        this.crls = crls;
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return Mono.fromSupplier(crls::freshness)
                .map(
                        freshness ->
                                freshness.isGood()
                                        ? Result.healthy(NAME)
                                        : Result.degraded(NAME, FreshnessText.of(freshness)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIME)
                .onErrorResume(
                        e -> Mono.just(Result.unhealthy(NAME, "the CRLs can't be looked at", e)));
    }
}
