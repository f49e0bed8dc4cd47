package org.securemessaging.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.revocation.CrlFolder;
import org.securemessaging.revocation.CrlStock;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.TestCa;
import reactor.core.publisher.Mono;

class CrlHealthCheckTest {
    @TempDir private Path folder;

    @Test
    void checkShouldBeHealthyWhenEveryIssuersCrlIsCurrent() throws IOException {
        Files.write(folder.resolve("a.crl"), new TestCa("CN=One").crl().encoded());

        Result result = check();

        assertThat(result.isHealthy()).as(result.toString()).isTrue();
        assertThat(result.getComponentName().getName()).isEqualTo("CRL freshness");
    }

    @Test
    void checkShouldBeDegradedAndNameTheIssuerWhoseCrlIsOverdue() throws IOException {
        Path file = folder.resolve("a.crl");
        Files.write(
                file,
                new TestCa("O=Partner,CN=One")
                        .crl()
                        .issued(TestCa.NOW.minus(Duration.ofDays(2)))
                        .due(TestCa.NOW.minus(Duration.ofDays(1)))
                        .encoded());

        Result result = check();

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause())
                .contains("CRL of CN=One,O=Partner due since 2026-05-31T12:00:00Z (" + file + ")");
    }

    @Test
    void checkShouldNameNoMoreThanCanBeRead() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.write(
                    folder.resolve(i + ".crl"),
                    new TestCa("CN=CA " + i).crl().neverDue().encoded());
        }

        assertThat(check().getCause().orElseThrow())
                .contains("without nextUpdate")
                .endsWith("; and 20 more")
                .hasSizeLessThan(4_000);
    }

    @Test
    void sampleShouldNameTheChecks() throws Exception {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("../conf/healthcheck.properties"))) {
            properties.load(in);
        }

        assertThat(properties).containsOnlyKeys("additional.healthchecks");
        List<String> names =
                List.of(properties.getProperty("additional.healthchecks").split(",", -1));
        assertThat(names).containsExactlyInAnyOrderElementsOf(checks());
        for (String name : names) {
            assertThat(HealthCheck.class).isAssignableFrom(Class.forName(name));
        }
    }

    /** By the files of their sources. */
    private static List<String> checks() throws IOException {
        Path sources = Path.of("src/main/java/org/securemessaging/admin/health");
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("HealthCheck.java"))
                    .map(name -> "org.securemessaging.admin.health." + name.replace(".java", ""))
                    .toList();
        }
    }

    private Result check() {
        CrlStock stock =
                new CrlStock(
                        new CrlFolder(List.of(folder)),
                        Optional.empty(),
                        RevocationRules.DEFAULT,
                        Clock.fixed(TestCa.NOW, ZoneOffset.UTC));
        return Mono.from(new CrlHealthCheck(stock).check()).block();
    }
}
