package org.securemessaging.admin.crl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.admin.Ran;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.trust.TestCa;

class CrlCommandTest {
    private static final String LOOPBACK =
            "<allowedAddresses>127.0.0.0/8</allowedAddresses>"
                    + "<cacheFolder>file://var/crls/</cacheFolder>";

    @TempDir private Path work;
    private Path conf;
    private LoopbackServer server;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TestCa ca = new TestCa("O=Partner,CN=Partner CA");
    private final AtomicReference<byte[]> published = new AtomicReference<>();

    @BeforeEach
    void start() throws IOException {
        conf = Files.createDirectories(work.resolve("conf"));
        server = new LoopbackServer();
        configure(LOOPBACK);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listShouldTellOfACrlInAFile() throws IOException {
        Path file = Files.write(work.resolve("partner.crl"), crl(5, now.plus(Duration.ofDays(1))));

        Ran ran = Ran.with("crl", "list", "--crls", file.toString());

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out())
                .isEqualTo(
                        """
                        %s
                          state: current
                          issuer: CN=Partner CA,O=Partner
                          thisUpdate: %s
                          nextUpdate: %s
                          number: 5
                          entries: 1
                        """
                                .formatted(
                                        file,
                                        now.minus(Duration.ofHours(1)),
                                        now.plus(Duration.ofDays(1))));
    }

    @Test
    void refreshShouldFetchAndListShouldTellOfIt() throws IOException {
        published.set(crl(5, now.plus(Duration.ofDays(1))));
        URI address = publish();

        Ran first = Ran.with("crl", "refresh", "--conf", conf.toString(), "--json", address + "");
        Ran listed = Ran.with("crl", "list", "--conf", conf.toString(), "--json");

        assertThat(first.status()).as(first.err()).isZero();
        JsonNode fetched = json(first);
        assertThat(names(fetched))
                .containsExactly(
                        "address",
                        "outcome",
                        "reasons",
                        "issuer",
                        "thisUpdate",
                        "nextUpdate",
                        "entries",
                        "state",
                        "fetchedAt",
                        "number",
                        "deltaTo",
                        "sha256",
                        "findings");
        assertThat(fetched.get("outcome").asText()).isEqualTo("fetched");
        JsonNode crl = json(listed);
        assertThat(names(crl))
                .containsExactly(
                        "issuer",
                        "thisUpdate",
                        "nextUpdate",
                        "entries",
                        "state",
                        "fetchedAt",
                        "number",
                        "deltaTo",
                        "sha256",
                        "address",
                        "file");
        assertThat(crl.get("issuer").asText()).isEqualTo("CN=Partner CA,O=Partner");
        assertThat(crl.get("address").asText()).isEqualTo(address.toString());
        assertThat(crl.get("entries").asInt()).isEqualTo(1);
        assertThat(crl.get("state").asText()).isEqualTo("current");
        assertThat(crl.get("file").isNull()).isTrue();
    }

    @Test
    void refreshShouldFetchAnewWhatIsInTheCache() {
        published.set(crl(5, now.plus(Duration.ofDays(1))));
        refresh(publish().toString());

        assertThat(refresh().out()).contains(": unchanged\n").contains("number: 5");
        published.set(crl(6, now.plus(Duration.ofDays(1))));
        assertThat(refresh().out()).contains(": fetched\n").contains("number: 6");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void refreshShouldSayWhyAndKeepTheOldOne() {
        published.set(crl(5, now.plus(Duration.ofDays(1))));
        refresh(publish().toString());
        published.set(new byte[] {1, 2, 3});

        Ran ran = refresh();

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains(": failed\n").contains("crl-invalid").contains("number: 5");
    }

    @Test
    void whatIsOverdueShouldShowInTheStatus() {
        published.set(crl(5, now.minus(Duration.ofMinutes(1))));

        assertThat(refresh(publish().toString()).status()).isEqualTo(1);

        Ran listed = Ran.with("crl", "list", "--conf", conf.toString());
        assertThat(listed.status()).isEqualTo(1);
        assertThat(listed.out()).contains("state: expired");
    }

    @Test
    void refreshShouldNotAskPrivateAddressesUnlessTold() throws IOException {
        configure("<cacheFolder>file://var/crls/</cacheFolder>");
        published.set(crl(5, now.plus(Duration.ofDays(1))));

        Ran ran = refresh(publish().toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("crl-unavailable");
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crl | Missing command: list, refresh",
                "crl list | Missing option: one of '--conf' and '--crls'",
                "crl list --crls missing.crl | there is no such file or folder",
                "crl refresh | Missing required option: '--conf=DIR'",
                "crl refresh --conf CONF nonsense | 'nonsense' is no address",
                "crl refresh --conf CONF http:/nohost | is no address"
            })
    void wrongUseShouldBeSaidInOneLine(String arguments, String why) {
        Ran ran = Ran.with(arguments.replace("CONF", conf.toString()).split(" "));

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(why).hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void refreshShouldRefuseAConfigurationThatKeepsNothing() throws IOException {
        configure("");

        Ran ran = refresh();

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("<cacheFolder>");
    }

    private Ran refresh(String... addresses) {
        List<String> arguments =
                new ArrayList<>(List.of("crl", "refresh", "--conf", conf.toString()));
        arguments.addAll(Arrays.asList(addresses));
        return Ran.with(arguments.toArray(String[]::new));
    }

    private URI publish() {
        return server.serve(
                "/partner.crl",
                exchange -> {
                    byte[] body = published.get();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private byte[] crl(long number, Instant due) {
        return ca.crl()
                .issued(now.minus(Duration.ofHours(1)))
                .due(due)
                .number(number)
                .revoke(ca.person("CN=Alice"), now.minus(Duration.ofDays(1)), 1)
                .encoded();
    }

    private void configure(String revocation) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging><revocation>" + revocation + "</revocation></securemessaging>");
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.out()).hasLineCount(1);
        return new ObjectMapper().readTree(ran.out());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
