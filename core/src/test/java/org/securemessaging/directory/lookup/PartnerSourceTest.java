package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;
import static org.securemessaging.directory.lookup.Lookups.chooser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.SettableClock;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.lookup.LookUp.Outcome;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.FakeLdapServer;
import org.securemessaging.net.LdapSearcher;
import org.securemessaging.net.LdapSecurity;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.net.dns.TestInternet;
import org.securemessaging.net.dns.TestZone;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.xbill.DNS.DClass;
import org.xbill.DNS.SRVRecord;

class PartnerSourceTest {
    private static final String ALICE = "alice@example.test";
    private static final DomainScope ALL = DomainScope.of(List.of("*"));
    private static final Certificate CERTIFICATE = certificate(ALICE, 1);

    private static Slapd slapd;

    private final TestInternet internet = new TestInternet();
    private final SettableClock clock = new SettableClock();
    private Duration time = Duration.ofSeconds(20);
    private final LdapSearcher searcher = new LdapSearcher(LoopbackServer.allowed());

    @BeforeAll
    static void start(@TempDir Path folder) {
        PeerProgram.require("slapd");
        slapd = Slapd.start(folder);
        slapd.load(
                """
                dn: cn=alice,dc=example,dc=test
                objectClass: inetOrgPerson
                objectClass: pkiUser
                cn: alice
                sn: alice
                mail: alice@example.test
                userCertificate;binary:: %s
                """
                        .formatted(Base64.getEncoder().encodeToString(CERTIFICATE.encoded())));
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @AfterEach
    void close() {
        searcher.close();
        internet.close();
    }

    @Test
    void lookUpShouldFindInTheServerThatTheDomainNames() {
        server(1, slapd.port());

        LookUp found = lookUp(source(ALL), address(ALICE));

        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(CERTIFICATE);
        assertThat(found.chosen().orElseThrow().origin())
                .isEqualTo(
                        "partners, 127.0.0.1:"
                                + slapd.port()
                                + ", cn=alice,dc=example,dc=test, userCertificate;binary");
        assertThat(lookUp(source(ALL), address("bob@example.test")).outcome())
                .isEqualTo(Outcome.NONE);
    }

    @Test
    void lookUpShouldGoOnToTheNextServer() {
        server(1, closedPort());
        server(2, slapd.port());
        PartnerSource source = source(ALL);

        assertThat(lookUp(source, address(ALICE)).outcome()).isEqualTo(Outcome.FOUND);
        assertThat(lookUp(source, address(ALICE)).outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void findShouldLeaveAServerAloneThatFailed() {
        time = Duration.ofSeconds(1);
        try (FakeLdapServer silent = new FakeLdapServer(FakeLdapServer.silent())) {
            server(1, silent.port());
            PartnerSource source = source(ALL);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> source.find(search(ALICE)))
                        .isInstanceOf(DirectoryUnavailableException.class)
                        .hasMessageContaining("127.0.0.1:" + silent.port());
            }
            assertThat(silent.connections()).isEqualTo(1);
        }
    }

    @Test
    void lookUpShouldCallItUnknownWhenNoServerAnswers() {
        server(1, closedPort());

        assertThat(lookUp(source(ALL), address(ALICE)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void lookUpShouldCallItNoneWhenTheServerRefuses() {
        try (FakeLdapServer refusing =
                new FakeLdapServer(FakeLdapServer.answering(FakeLdapServer.done(50)))) {
            server(1, refusing.port());
            PartnerSource source = source(ALL);
            for (int i = 0; i < 2; i++) {
                LookUp found = lookUp(source, address(ALICE));

                assertThat(found.outcome()).isEqualTo(Outcome.NONE);
                assertThat(found.problems().get(0)).contains("LDAP result 50");
            }
            server(2, closedPort());
            assertThat(lookUp(source, address(ALICE)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        }
    }

    @Test
    void lookUpShouldCallItUnknownWhenTheDnsFails() {
        server(1, slapd.port());
        internet.silence();

        assertThat(lookUp(source(ALL), address(ALICE)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void lookUpShouldFindNothingWhereNoServerIsNamed() {
        assertThat(lookUp(source(ALL), address(ALICE)).outcome()).isEqualTo(Outcome.NONE);
        record(0, 0, ".");
        assertThat(lookUp(source(ALL), address(ALICE)).outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void findShouldNotGoToAForbiddenAddress() {
        server(1, slapd.port());
        try (LdapSearcher strict = new LdapSearcher(AddressPolicy.PUBLIC)) {
            LookUp found = lookUp(source(ALL, strict), address(ALICE));

            assertThat(found.outcome()).isEqualTo(Outcome.NONE);
            assertThat(found.problems()).hasSize(1);
            assertThat(found.problems().get(0)).contains("no address that may be asked");
        }
    }

    @Test
    void findShouldAskForConfiguredDomainsAlone() {
        server(1, slapd.port());

        assertThat(source(DomainScope.of(List.of("other.test"))).find(search(ALICE)))
                .isEqualTo(LookupSource.Answer.NOTHING);
        assertThat(internet.server().asked()).isZero();
        assertThat(source(DomainScope.of(List.of("example.test"))).find(search(ALICE)).candidates())
                .hasSize(1);
    }

    @Test
    void findShouldTryNoMoreServersThanItsBudget() {
        for (int i = 0; i < 20; i++) {
            server(i, closedPort());
        }

        assertThatThrownBy(() -> source(ALL).find(search(ALICE)))
                .hasMessageMatching("(?s)([^;]*;){3}[^;]*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*)(cn=*",
                "alice@example.test)(cn=*",
                "\\2a",
                "al\\69ce",
                "\u202eecila"
            })
    void findShouldMatchNobodyForAHostileLocalPart(String localPart) {
        server(1, slapd.port());

        assertThat(
                        source(ALL)
                                .find(
                                        SearchAddress.of(new MailAddress(localPart, "example.test"))
                                                .orElseThrow()))
                .isEqualTo(LookupSource.Answer.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "example.test\\000", "[127.0.0.1]", "a..test", "\u202etset", "a b"})
    void findShouldAskNobodyForAHostileDomain(String domain) {
        SearchAddress.of(new MailAddress("alice", domain))
                .ifPresent(
                        hostile ->
                                assertThat(source(ALL).find(hostile))
                                        .isEqualTo(LookupSource.Answer.NOTHING));
        assertThat(internet.server().asked()).isZero();
    }

    @Test
    void lookUpShouldAskNobodyForALocalPartThatNobodyHas() {
        assertThat(
                        lookUp(source(ALL), new MailAddress("a".repeat(10_240), "example.test"))
                                .outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(lookUp(source(ALL), new MailAddress("a\u0000b", "example.test")).outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(
                        lookUp(
                                        source(ALL),
                                        new MailAddress(
                                                "a", ("b".repeat(61) + ".").repeat(4) + "c"))
                                .outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(internet.server().asked()).isZero();
    }

    @Test
    void findShouldAskForTheServersOfTlsByTheirOwnName() {
        internet.example()
                .add(
                        new SRVRecord(
                                TestZone.name("_ldaps._tcp.example.test"),
                                DClass.IN,
                                60,
                                1,
                                1,
                                slapd.tlsPort(),
                                TestZone.name("127.0.0.1")));

        // Its CA is not one of Java's: what counts is that it was asked there.
        assertThatThrownBy(() -> source(ALL, LdapSecurity.TLS, searcher).find(search(ALICE)))
                .hasMessageContaining("127.0.0.1:" + slapd.tlsPort());
    }

    private void server(int priority, int port) {
        record(priority, port, "127.0.0.1");
    }

    private void record(int priority, int port, String target) {
        internet.example()
                .add(
                        new SRVRecord(
                                TestZone.name("_ldap._tcp.example.test"),
                                DClass.IN,
                                60,
                                priority,
                                1,
                                port,
                                TestZone.name(target)));
    }

    private static int closedPort() {
        try (FakeLdapServer server = new FakeLdapServer(FakeLdapServer.silent())) {
            return server.port();
        }
    }

    private PartnerSource source(DomainScope domains) {
        return source(domains, searcher);
    }

    private PartnerSource source(DomainScope domains, LdapSearcher asking) {
        return source(domains, LdapSecurity.NONE, asking);
    }

    private PartnerSource source(DomainScope domains, LdapSecurity security, LdapSearcher asking) {
        return new PartnerSource(
                new PartnerSource.Settings(
                        domains,
                        security,
                        LookupSchema.INET_ORG_PERSON.filter(),
                        LookupSchema.INET_ORG_PERSON.attributes(),
                        AddressRule.REQUIRED,
                        time),
                new PartnerSource.Means(internet.plainClient(), asking, Lookups.entries()),
                clock,
                new Random(1));
    }

    private static LookUp lookUp(PartnerSource source, MailAddress address) {
        return new SourcedDirectory(List.of(source), chooser()).lookUp(address);
    }

    private static SearchAddress search(String address) {
        return SearchAddress.of(address(address)).orElseThrow();
    }
}
