package org.securemessaging.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.ServerHealth;
import reactor.core.publisher.Mono;

class DirectoryHealthCheckTest {
    private static final ServerHealth GOOD = server("ldap1.example.org", Optional.empty());
    private static final ServerHealth AWAY =
            server("ldap2.example.org", Optional.of("ldap2.example.org:636: Connection refused"));

    @Test
    void checkShouldBeHealthyWhenEveryServerAnswers() {
        assertThat(check(() -> List.of(GOOD), List.of()).isHealthy()).isTrue();
        assertThat(check(List::of, List.of()).isHealthy()).isTrue();
    }

    @Test
    void checkShouldNameTheServerThatIsAwayThoughAnotherServes() {
        Result result = check(() -> List.of(GOOD, AWAY), List.of());

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause())
                .contains("directory staff: ldap2.example.org:636: Connection refused");
        assertThat(result.getComponentName().getName()).isEqualTo("Certificate directory");
    }

    @Test
    void checkShouldNameOtherSourcesThatCanNotBeUsed() {
        Result result = check(() -> List.of(AWAY), List.of("DNS: no answer within PT5S"));

        assertThat(result.getCause().orElseThrow())
                .startsWith("directory staff")
                .endsWith("; DNS: no answer within PT5S");
    }

    @Test
    void checkShouldNameNoMoreThanCanBeRead() {
        List<String> many = IntStream.range(0, 30).mapToObj(i -> "file " + i).toList();

        assertThat(check(List::of, many).getCause().orElseThrow()).endsWith("; and 20 more");
    }

    @Test
    void checkShouldBeUnhealthyWhenItFailsItself() {
        Result result =
                check(
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        List.of());

        assertThat(result.isUnHealthy()).isTrue();
    }

    private static ServerHealth server(String host, Optional<String> failure) {
        return new ServerHealth("staff", new DirectoryServer(host, 636), failure);
    }

    private static Result check(Supplier<List<ServerHealth>> servers, List<String> others) {
        return Mono.from(new DirectoryHealthCheck(servers, () -> others).check()).block();
    }
}
