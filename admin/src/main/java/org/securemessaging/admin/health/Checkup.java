package org.securemessaging.admin.health;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.securemessaging.admin.report.PlainText;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How a check is made: in the background, within a time, and never unhealthy for what ails others.
 *
 * @param name the component's
 * @param time what takes longer is a fault of its own
 */
record Checkup(ComponentName name, Duration time) {
    // So that one line can be read when a network is down and everything is amiss.
    private static final int MOST = 10;

    /**
     * Looks.
     *
     * @param look tells what is amiss, a sentence for each thing; may wait
     * @return healthy if nothing is, else degraded; unhealthy if the look itself fails
     */
    Publisher<Result> of(Supplier<List<String>> look) {
        return Mono.fromSupplier(look)
                .map(amiss -> amiss.isEmpty() ? Result.healthy(name) : degraded(amiss))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(time)
                .onErrorResume(e -> Mono.just(Result.unhealthy(name, "the check itself fails", e)));
    }

    private Result degraded(List<String> amiss) {
        String text = String.join("; ", amiss.subList(0, Math.min(MOST, amiss.size())));
        return Result.degraded(
                name,
                PlainText.of(
                        amiss.size() > MOST
                                ? text + "; and " + (amiss.size() - MOST) + " more"
                                : text));
    }
}
