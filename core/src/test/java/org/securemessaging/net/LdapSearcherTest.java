package org.securemessaging.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.net.FetchResult.Failure;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

class LdapSearcherTest {
    /** For a server that gives no answer. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    // What the machine that runs the tests may add.
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private final LdapSearcher searcher = new LdapSearcher(LoopbackServer.allowed());
    private Duration time = Duration.ofSeconds(30);

    @AfterEach
    void close() {
        searcher.close();
    }

    @Test
    void searchShouldGiveEntriesOfTheLikelyBase() throws Exception {
        try (FakeLdapServer server = conversing(FakeLdapServer.entry("userCertificate", VALUE))) {
            List<Entry> entries = found(search(server));

            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).get("userCertificate").getBytes()).isEqualTo(VALUE);
        }
    }

    @ParameterizedTest
    @EnumSource(LdapSecurity.class)
    void searchShouldFindAtSlapdWhateverItsContext(LdapSecurity security, @TempDir Path folder)
            throws Exception {
        PeerProgram.require("slapd");
        try (Slapd slapd = Slapd.start(folder);
                LdapSearcher trusting = trusting(slapd.pki().anchor())) {
            slapd.load(
                    """
                    dn: cn=alice,dc=example,dc=test
                    objectClass: inetOrgPerson
                    cn: alice
                    sn: alice
                    mail: alice@example.test
                    """);
            int port = security == LdapSecurity.TLS ? slapd.tlsPort() : slapd.port();
            for (String base : List.of("dc=example,dc=test", "dc=other,dc=test")) {
                List<Entry> entries =
                        found(trusting.search(slapd("127.0.0.1", port, security, base)));

                assertThat(entries).hasSize(1);
                assertThat(entries.get(0).getDn().getName())
                        .isEqualTo("cn=alice,dc=example,dc=test");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LdapSecurity.class,
            names = {"TLS", "STARTTLS"})
    void searchShouldRefuseAServerThatIsNotWhoItShouldBe(
            LdapSecurity security, @TempDir Path folder) throws Exception {
        PeerProgram.require("slapd");
        try (Slapd slapd = Slapd.start(folder)) {
            int port = security == LdapSecurity.TLS ? slapd.tlsPort() : slapd.port();
            assertThat(failed(searcher.search(slapd("127.0.0.1", port, security, "dc=test"))))
                    .isEqualTo(Failure.UNREACHABLE); // Its CA is not one of Java's.
            assertThat(slapd.log()).doesNotContain("SRCH");
        }
    }

    @Test
    void searchShouldAskNothingInClearWhenStartTlsIsRefused() {
        try (FakeLdapServer server =
                new FakeLdapServer(FakeLdapServer.answering(FakeLdapServer.done(2)))) {
            assertThat(failed(searcher.search(search(server, LdapSecurity.STARTTLS))))
                    .isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void searchShouldNotGoWhereThePolicyForbids() {
        try (LdapSearcher strict = new LdapSearcher(AddressPolicy.PUBLIC);
                FakeLdapServer server = conversing()) {
            assertThat(failed(strict.search(search(server, LdapSecurity.NONE))))
                    .isEqualTo(Failure.FORBIDDEN);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void searchShouldEndInTime() {
        time = SHORT;
        try (FakeLdapServer server = new FakeLdapServer(FakeLdapServer.silent())) {
            long before = System.nanoTime();
            assertThat(failed(search(server))).isEqualTo(Failure.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(time.plus(MARGIN));
        }
    }

    @Test
    void searchShouldEndWhenAnswersDrip() {
        time = SHORT;
        try (FakeLdapServer server =
                new FakeLdapServer(
                        (in, out) -> {
                            in.read(new byte[4096]);
                            byte[] entry = FakeLdapServer.entry("namingContexts", new byte[9_000]);
                            for (byte each : entry) {
                                out.write(each);
                                Thread.sleep(50);
                            }
                        })) {
            assertThat(failed(search(server))).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void searchShouldNotHoldMoreThanAnAnswersLimit() {
        byte[] huge = FakeLdapServer.entry("userCertificate", new byte[2 << 20]);
        try (FakeLdapServer server = conversing(huge)) {
            assertThat(failed(search(server))).isEqualTo(Failure.TOO_LARGE);
        }
        byte[][] many = new byte[6][];
        Arrays.fill(many, FakeLdapServer.entry("userCertificate", new byte[900_000]));
        try (FakeLdapServer server = conversing(many)) {
            assertThat(failed(search(server))).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void searchShouldEndWhenAnswersDoNot() {
        byte[][] references =
                IntStream.range(0, 200)
                        .mapToObj(i -> FakeLdapServer.reference("ldap://127.0.0.1/"))
                        .toArray(byte[][]::new);
        try (FakeLdapServer server = conversing(references)) {
            assertThat(failed(search(server))).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void searchShouldNotFollowReferences() {
        try (FakeLdapServer other = conversing();
                FakeLdapServer server =
                        conversing(FakeLdapServer.reference("ldap://127.0.0.1:" + other.port()))) {
            assertThat(found(search(server))).isEmpty();
            assertThat(other.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000", "30840fffffff", "30ff", "48545450", "30800000", "3003020101"})
    void searchShouldRefuseWhatIsNoAnswer(String octets) {
        byte[] answer = java.util.HexFormat.of().parseHex(octets);
        try (FakeLdapServer server =
                new FakeLdapServer(
                        (in, out) -> {
                            in.read(new byte[4096]);
                            out.write(answer);
                        })) {
            assertThat(failed(search(server)))
                    .isIn(Failure.REFUSED, Failure.TOO_LARGE, Failure.UNREACHABLE);
        }
    }

    @Test
    void searchShouldTellARefusal() {
        try (FakeLdapServer server =
                new FakeLdapServer(FakeLdapServer.answering(FakeLdapServer.done(50)))) {
            assertThat(failed(search(server))).isEqualTo(Failure.REFUSED);
        }
    }

    /** Answers the question for contexts with none, and the next with what is given. */
    private static FakeLdapServer conversing(byte[]... messages) {
        return new FakeLdapServer(
                (in, out) -> {
                    in.read(new byte[4096]);
                    out.write(FakeLdapServer.done(0));
                    out.flush();
                    in.read(new byte[4096]);
                    for (byte[] message : messages) {
                        out.write(numbered(message));
                    }
                    out.write(numbered(FakeLdapServer.done(0)));
                    out.flush();
                    in.read();
                });
    }

    /** To the second request. */
    private static byte[] numbered(byte[] message) {
        byte[] copy = message.clone();
        for (int i = 0; ; i++) {
            if (copy[i] == 2 && copy[i + 1] == 1 && copy[i + 2] == 1) {
                copy[i + 2] = 2;
                return copy;
            }
        }
    }

    private LdapSearcher.Result search(FakeLdapServer server) {
        return searcher.search(search(server, LdapSecurity.NONE));
    }

    private LdapSearch search(FakeLdapServer server, LdapSecurity security) {
        return slapd("127.0.0.1", server.port(), security, "dc=example,dc=test");
    }

    private LdapSearch slapd(String host, int port, LdapSecurity security, String base) {
        return new LdapSearch(
                host,
                port,
                security,
                base,
                "(mail=alice@example.test)",
                List.of("userCertificate;binary", "userCertificate"),
                time);
    }

    private static LdapSearcher trusting(Path anchor) throws Exception {
        X509Certificate ca =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(Files.readAllBytes(anchor)));
        return new LdapSearcher(
                new AddressPolicy(List.of(AddressRange.parse("127.0.0.0/8")), Set.of()),
                SystemDefaultDnsResolver.INSTANCE,
                List.of(ca));
    }

    private static List<Entry> found(LdapSearcher.Result result) {
        assertThat(result).isInstanceOf(LdapSearcher.Result.Found.class);
        return ((LdapSearcher.Result.Found) result).entries();
    }

    private static Failure failed(LdapSearcher.Result result) {
        assertThat(result).isInstanceOf(LdapSearcher.Result.Failed.class);
        return ((LdapSearcher.Result.Failed) result).reason();
    }
}
