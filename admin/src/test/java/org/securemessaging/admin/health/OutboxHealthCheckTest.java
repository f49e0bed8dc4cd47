package org.securemessaging.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import org.securemessaging.directory.publication.outbox.OutboxHealth;
import org.securemessaging.directory.publication.outbox.OutboxLimits;
import reactor.core.publisher.Mono;

class OutboxHealthCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void checkShouldBeHealthyWhenNothingIsPublished() {
        assertThat(check(Map.of()).isHealthy()).isTrue();
    }

    @Test
    void checkShouldBeHealthyWhileNothingWaitsForLong() {
        assertThat(check(outbox(0, 0, Optional.empty(), Optional.empty())).isHealthy()).isTrue();
        assertThat(
                        check(outbox(50, 5, ago(Duration.ofMinutes(14)), ago(Duration.ofDays(2))))
                                .isHealthy())
                .isTrue();
    }

    @Test
    void checkShouldSayHowMuchWaitsAndSinceWhen() {
        Result result = check(outbox(5, 77, ago(Duration.ofMinutes(16)), Optional.empty()));

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause())
                .contains(
                        "border: 5 orders wait (at most 100), 77 octets (at most 1000),"
                                + " the oldest since 2026-06-01T11:44:00Z");
    }

    @Test
    void checkShouldWarnBeforeThereIsNoRoom() {
        assertThat(check(outbox(80, 0, ago(Duration.ZERO), Optional.empty())).isDegraded())
                .isTrue();
        assertThat(check(outbox(1, 800, ago(Duration.ZERO), Optional.empty())).isDegraded())
                .isTrue();
        assertThat(check(outbox(79, 799, ago(Duration.ZERO), Optional.empty())).isHealthy())
                .isTrue();
    }

    @Test
    void checkShouldTellOfARefusalForADay() {
        Result result = check(outbox(0, 0, Optional.empty(), ago(Duration.ofHours(23))));

        assertThat(result.getCause().orElseThrow())
                .startsWith("border: an order was refused at 2026-05-31T13:00:00Z");
    }

    @Test
    void checkShouldBeUnhealthyWhenTheFolderCanNotBeRead() {
        OutboxHealthCheck check =
                new OutboxHealthCheck(
                        () -> {
                            throw new UncheckedIOException(new IOException("gone"));
                        },
                        CLOCK);

        assertThat(Mono.from(check.check()).block().isUnHealthy()).isTrue();
    }

    private static Optional<Instant> ago(Duration duration) {
        return Optional.of(NOW.minus(duration));
    }

    private static Map<String, OutboxHealth> outbox(
            int orders, long octets, Optional<Instant> oldest, Optional<Instant> refused) {
        return Map.of(
                "border",
                new OutboxHealth(orders, octets, oldest, refused, new OutboxLimits(100, 1000, 10)));
    }

    private static Result check(Map<String, OutboxHealth> outboxes) {
        return Mono.from(new OutboxHealthCheck(() -> outboxes, CLOCK).check()).block();
    }
}
