package org.securemessaging.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.net.FetchResult.Failure;

class LdapFetcherTest {
    /** For a server that gives no answer. */
    private static final Duration SHORT = Duration.ofMillis(700);

    // What the machine that runs the tests may add.
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final int MOST = 100_000;
    private static final String ENTRY = "/cn=ca?cACertificate;binary";
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private final LdapFetcher fetcher = new LdapFetcher(LoopbackServer.allowed());
    private Duration time = Duration.ofSeconds(30);

    @AfterEach
    void close() {
        fetcher.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cACertificate;binary", "cacertificate", "cACertificate;x-new;binary"})
    void fetchShouldGiveTheValueUnderWhateverOptions(String description) throws Exception {
        try (FakeLdapServer server = answering(entry(description), FakeLdapServer.done(0))) {
            assertThat(fetched(server)).isEqualTo("value");
        }
    }

    @Test
    void fetchShouldGiveAllValuesOneBehindTheOther() throws Exception {
        byte[] entry = FakeLdapServer.entry("cACertificate;binary", VALUE, VALUE);
        try (FakeLdapServer server = answering(entry, FakeLdapServer.done(0))) {
            assertThat(fetched(server)).isEqualTo("valuevalue");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cn=CA%20A,o=x?cACertificate;binary,crossCertificatePair;binary",
                "/cn=a?cACertificate?base?objectClass=certificationAuthority",
                "/cn=a?cACertificate;binary?base?(objectClass=*)",
                "/?CACERTIFICATE"
            })
    void fetchShouldTakeAddressesAsCasWriteThem(String rest) throws Exception {
        try (FakeLdapServer server =
                answering(entry("cACertificate;binary"), FakeLdapServer.done(0))) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();

            fetcher.fetch(request(server.uri(rest)), sink);

            assertThat(sink.toString(UTF_8)).isEqualTo("value");
        }
    }

    @Test
    void fetchShouldGiveOneCrlAlone() throws Exception {
        byte[] entry = FakeLdapServer.entry("certificateRevocationList;binary", VALUE, VALUE);
        try (FakeLdapServer server = answering(entry, FakeLdapServer.done(0))) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            fetcher.fetch(request(server.uri("/cn=x?certificateRevocationList;binary")), sink);

            assertThat(sink.toString(UTF_8)).isEqualTo("value");
        }
    }

    @Test
    void fetchShouldPassOverReferencesToElsewhere() throws Exception {
        try (FakeLdapServer elsewhere = new FakeLdapServer(FakeLdapServer.silent());
                FakeLdapServer server =
                        answering(
                                FakeLdapServer.reference(elsewhere.uri(ENTRY).toString()),
                                entry("cACertificate"),
                                FakeLdapServer.done(0))) {
            assertThat(fetched(server)).isEqualTo("value");
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void fetchShouldRefuseAnAttributeThatWasNotAskedFor() throws Exception {
        try (FakeLdapServer server =
                answering(entry("userCertificate;binary"), FakeLdapServer.done(0))) {
            assertThat(failure(server, "no [cACertificate]")).isEqualTo(Failure.REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({"32, LDAP result 32", "10, LDAP result 10", "50, LDAP result 50"})
    void fetchShouldSayWithWhatTheServerRefuses(int code, String detail) throws Exception {
        try (FakeLdapServer server = answering(FakeLdapServer.done(code))) {
            assertThat(failure(server, detail)).isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void fetchShouldGiveUpOnAServerThatSaysNothing() throws Exception {
        time = SHORT;
        try (FakeLdapServer server = new FakeLdapServer(FakeLdapServer.silent())) {
            assertThat(failureInTime(server)).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void fetchShouldGiveUpOnATlsServerThatSaysNothing() throws Exception {
        time = SHORT;
        try (FakeLdapServer server = new FakeLdapServer(FakeLdapServer.silent())) {
            URI uri = URI.create(server.uri(ENTRY).toString().replace("ldap:", "ldaps:"));
            long start = System.nanoTime();
            FetchResult result = fetcher.fetch(request(uri), OutputStream.nullOutputStream());

            assertThat(((FetchResult.Failed) result).failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(time.plus(MARGIN));
        }
    }

    @Test
    void fetchShouldGiveUpOnAServerThatDrips() throws Exception {
        time = SHORT;
        byte[] entry = FakeLdapServer.entry("cACertificate;binary", new byte[9_000]);
        try (FakeLdapServer server =
                new FakeLdapServer(
                        (in, out) -> {
                            for (byte octet : entry) {
                                out.write(octet);
                                Thread.sleep(50);
                            }
                        })) {
            assertThat(failureInTime(server)).isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void fetchShouldGiveUpOnEntriesWithoutEnd() throws Exception {
        byte[] entry = entry("description");
        try (FakeLdapServer server =
                new FakeLdapServer(
                        (in, out) -> {
                            while (true) {
                                out.write(entry);
                            }
                        })) {
            assertThat(failureInTime(server)).isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void fetchShouldGiveUpOnAValueWithoutEnd() throws Exception {
        byte[] chunk = new byte[8192];
        try (FakeLdapServer server =
                new FakeLdapServer(
                        (in, out) -> {
                            // An LDAPMessage of 2 GB.
                            out.write(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 2, 1, 1});
                            while (true) {
                                out.write(chunk);
                            }
                        })) {
            assertThat(failureInTime(server)).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void fetchShouldGiveUpOnAValueThatIsTooLarge() throws Exception {
        byte[] entry = FakeLdapServer.entry("cACertificate", new byte[MOST + 1]);
        try (FakeLdapServer server = answering(entry, FakeLdapServer.done(0))) {
            assertThat(failureInTime(server)).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "0\u0003\u0002\u0001\u0001",
                "0\u0006\u0002\u0001\u0001d\u0001\u0000",
                "0\u0010\u0002\u0001\u0001d\u000bx",
                "0\u0080\u0002\u0001\u0001"
            })
    void fetchShouldRefuseWhatIsNoAnswer(String answer) throws Exception {
        try (FakeLdapServer server =
                new FakeLdapServer(
                        (in, out) ->
                                out.write(
                                        answer.getBytes(
                                                java.nio.charset.StandardCharsets.ISO_8859_1)))) {
            assertThat(failureInTime(server)).isIn(Failure.REFUSED, Failure.UNREACHABLE);
        }
    }

    @Test
    void fetchShouldSayThatTheServerHangsUp() throws Exception {
        try (FakeLdapServer server = new FakeLdapServer((in, out) -> {})) {
            assertThat(failureInTime(server)).isEqualTo(Failure.UNREACHABLE);
        }
    }

    @Test
    void fetchShouldPassOnWhatTheSinkThrows() {
        byte[] entry = entry("cACertificate");
        try (FakeLdapServer server = answering(entry, FakeLdapServer.done(0))) {
            OutputStream full =
                    new OutputStream() {
                        @Override
                        public void write(int octet) throws IOException {
                            throw new IOException("disk full");
                        }
                    };
            assertThatThrownBy(() -> fetcher.fetch(request(server.uri(ENTRY)), full))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap:///cn=ca?cACertificate;binary",
                "ldap://user@127.0.0.1/cn=ca?cACertificate;binary",
                "ldap://127.0.0.1/cn=ca",
                "ldap://127.0.0.1/cn=ca?*",
                "ldap://127.0.0.1/cn=ca?a,b,c,d,e",
                "ldap://127.0.0.1/cn=ca?cACertificate;binary?sub",
                "ldap://127.0.0.1/cn=ca?cACertificate;binary?one",
                "ldap://127.0.0.1/cn=ca?cACertificate?base?(cn=a)?!bindname=cn=x",
                "ldap://127.0.0.1/notadn?cACertificate;binary",
                "ldapi://127.0.0.1/cn=ca?cACertificate;binary",
                "http://127.0.0.1/ca.cer"
            })
    void fetchShouldNotTouchOtherAddresses(String address) throws Exception {
        FetchResult result =
                fetcher.fetch(request(URI.create(address)), OutputStream.nullOutputStream());

        assertThat(((FetchResult.Failed) result).failure()).isEqualTo(Failure.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost"})
    void fetchShouldNotAskThisMachineUnlessAllowed(String host) throws Exception {
        try (FakeLdapServer server = answering(entry("cACertificate"), FakeLdapServer.done(0));
                LdapFetcher strict = new LdapFetcher(AddressPolicy.PUBLIC)) {
            URI uri = URI.create("ldap://" + host + ":" + server.port() + ENTRY);
            FetchResult result = strict.fetch(request(uri), OutputStream.nullOutputStream());

            assertThat(((FetchResult.Failed) result).failure()).isEqualTo(Failure.FORBIDDEN);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void fetchShouldNotAskWhatANameLeadsBackTo() throws Exception {
        DnsResolver inward =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                        return new InetAddress[] {InetAddress.getByName("10.0.0.1")};
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        try (LdapFetcher strict = new LdapFetcher(AddressPolicy.PUBLIC, inward)) {
            FetchResult result =
                    strict.fetch(
                            request(URI.create("ldap://ldap.example.org" + ENTRY)),
                            OutputStream.nullOutputStream());

            assertThat(((FetchResult.Failed) result).failure()).isEqualTo(Failure.FORBIDDEN);
        }
    }

    private static byte[] entry(String description) {
        return FakeLdapServer.entry(description, VALUE);
    }

    private static FakeLdapServer answering(byte[]... messages) {
        return new FakeLdapServer(FakeLdapServer.answering(messages));
    }

    private String fetched(FakeLdapServer server) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        FetchResult result = fetcher.fetch(request(server.uri(ENTRY)), sink);
        assertThat(result).isEqualTo(new FetchResult.Complete(sink.size()));
        return sink.toString(UTF_8);
    }

    private Failure failure(FakeLdapServer server, String detail) throws IOException {
        FetchResult.Failed failed =
                (FetchResult.Failed)
                        fetcher.fetch(request(server.uri(ENTRY)), OutputStream.nullOutputStream());
        assertThat(failed.detail()).startsWith(server.uri(ENTRY).toString()).contains(detail);
        return failed.failure();
    }

    private Failure failureInTime(FakeLdapServer server) throws IOException {
        long start = System.nanoTime();
        Failure failure = failure(server, "");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(time.plus(MARGIN));
        return failure;
    }

    private FetchRequest request(URI uri) {
        return new FetchRequest(uri, time, MOST);
    }
}
