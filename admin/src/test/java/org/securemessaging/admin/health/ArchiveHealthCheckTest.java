package org.securemessaging.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import org.securemessaging.pipeline.archive.ArchiveTrouble;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import reactor.core.publisher.Mono;

class ArchiveHealthCheckTest {
    @Test
    void checkShouldBeHealthyWhereNothingIsArchived() {
        ArchiveHealthCheck check =
                new ArchiveHealthCheck(
                        SecureMessagingConfiguration.defaults(),
                        () -> {
                            throw new AssertionError("there is no archive");
                        });

        assertThat(result(check).isHealthy()).isTrue();
    }

    @Test
    void checkShouldBeHealthyWhenTheNewestMailWasArchived() {
        assertThat(result(new ArchiveHealthCheck(Optional::empty)).isHealthy()).isTrue();
    }

    @Test
    void checkShouldSayWhyMailsWaitAndSinceWhen() {
        Instant since = Instant.parse("2026-11-25T16:00:00.123Z");
        ArchiveTrouble trouble =
                new ArchiveTrouble(
                        List.of("folder /a: No space left on device", "journal address x: away"),
                        since);

        Result result = result(new ArchiveHealthCheck(() -> Optional.of(trouble)));

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getComponentName().getName()).isEqualTo("Compliance archive");
        assertThat(result.getCause())
                .contains(
                        "no mail was archived since 2026-11-25T16:00:00Z: folder /a: No space left"
                                + " on device, journal address x: away");
    }

    private static Result result(ArchiveHealthCheck check) {
        return Mono.from(check.check()).block();
    }
}
