package org.securemessaging.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.net.FakeLdapServer;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.LdapFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.securemessaging.result.Finding;
import org.securemessaging.revocation.CrlCache;
import org.securemessaging.revocation.CrlCacheSettings;
import org.securemessaging.revocation.CrlDownloads;
import org.securemessaging.revocation.CrlMethod;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.CrlStore;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TestCa;
import org.securemessaging.trust.TrustAnchors;

/** CRLs in directories: a stranger's that a certificate names, and the administrator's own. */
class DirectoryCrlsTest {
    private static final Clock CLOCK = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);
    // What one mail may wait, and what may be added by the machine that runs the tests.
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final TestCa CA = new TestCa("O=B,CN=CA");
    private static final Certificate ROOT = CA.selfSigned();
    private static final Certificate REVOKED = alice(point("O=B,CN=Point"));
    private static final Certificate DELTA_REVOKED =
            CA.issue(new TestCa("O=B,CN=Alice"))
                    .with(Extension.cRLDistributionPoints, false, points(point("O=B,CN=CA")))
                    .with(Extension.freshestCRL, false, points(point("O=B,CN=CA")))
                    .sign();

    @TempDir private static Path folder;
    private static Slapd slapd;

    @BeforeAll
    static void start() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        slapd = Slapd.start(folder.resolve("slapd"), Slapd.Options.NONE.suffix("o=B"));
        byte[] crl = CA.crl().number(1).revoke(REVOKED, TestCa.NOW.minusSeconds(60), 1).encoded();
        byte[] delta =
                CA.crl()
                        .number(2)
                        .deltaTo(1)
                        .revoke(DELTA_REVOKED, TestCa.NOW.minusSeconds(60), 1)
                        .encoded();
        slapd.load(
                CaEntries.organization("o=B", "B")
                        + CaEntries.ca(
                                "cn=CA,o=B",
                                "CA",
                                CaEntries.certificate(ROOT),
                                CaEntries.value("certificateRevocationList", crl),
                                CaEntries.value("authorityRevocationList", crl),
                                CaEntries.value("deltaRevocationList", delta))
                        + CaEntries.point(
                                "cn=Point,o=B",
                                "Point",
                                CaEntries.value("certificateRevocationList", crl))
                        + CaEntries.point(
                                "cn=Point,cn=CA,o=B",
                                "Point",
                                CaEntries.value("certificateRevocationList", crl)));
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"certificateRevocationList;binary", "authorityRevocationList;binary", "''"})
    void validateShouldFetchTheCrlThatAnLdapAddressNames(String attribute) {
        String query = attribute.isEmpty() ? "" : "?" + attribute + "?base?objectClass=pkiCA";
        Certificate good = CA.issue(new TestCa("CN=G")).crlAt(ldap("/cn=CA,o=B" + query)).sign();

        withStrangers(source -> assertThat(validate(good, source).valid()).isTrue());
        // By the same address, and the entry's other attributes.
        assertThat(slapd.log()).contains("SRCH base=\"cn=CA,o=B\" scope=0 deref=0");
    }

    @Test
    void validateShouldFetchTheDeltaThatAnLdapAddressNames() {
        Certificate alice =
                CA.issue(new TestCa("O=B,CN=Alice"))
                        .with(
                                Extension.cRLDistributionPoints,
                                false,
                                points(uri("/cn=CA,o=B?certificateRevocationList;binary")))
                        .with(
                                Extension.freshestCRL,
                                false,
                                points(uri("/cn=CA,o=B?deltaRevocationList;binary")))
                        .sign();

        withStrangers(source -> assertThat(validate(alice, source).valid()).isTrue());
        assertThat(slapd.log()).contains("attr=deltaRevocationList;binary");
    }

    @ParameterizedTest
    @CsvSource({
        "silent, timeout",
        "drips, timeout",
        "garbage, crl-unavailable",
        "entries, crl-unavailable",
        "huge, crl-unavailable",
        "referral, crl-unavailable",
        "references, crl-unavailable",
        "no-crl, crl-invalid",
        "old, crl-expired",
        "hangs-up, crl-unavailable"
    })
    void validateShouldSayWhyAStrangersDirectoryGivesNoCrl(String behaviour, String reason) {
        try (FakeLdapServer server = new FakeLdapServer(stranger(behaviour))) {
            String address = server.uri("/cn=CA?certificateRevocationList;binary").toString();
            Certificate alice = CA.issue(new TestCa("CN=Alice")).crlAt(address).sign();

            Duration budget = reason.equals("timeout") ? SHORT : LONG;
            withStrangers(
                    source -> assertThat(reasonInTime(alice, source, budget)).isEqualTo(reason));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "silent, crl-unavailable timeout",
        "bound, crl-unavailable timeout",
        "garbage, crl-unavailable timeout",
        "entries, crl-unavailable timeout",
        "hangs-up, crl-unavailable"
    })
    void validateShouldSayWhyOnesOwnDirectoryGivesNoCrl(String behaviour, String reasons) {
        try (FakeLdapServer server = new FakeLdapServer(own(behaviour))) {
            DirectorySettings settings =
                    Directories.plain(slapd)
                            .servers(new DirectoryServer("127.0.0.1", server.port()))
                            .settings();
            try (PooledDirectory connections = new PooledDirectory(settings, CLOCK);
                    DirectoryCrls crls = new DirectoryCrls(settings, connections, CLOCK)) {
                Certificate alice = CA.person("CN=Alice");

                Duration budget = reasons.contains("timeout") ? SHORT : LONG;
                assertThat(reasons.split(" ")).contains(reasonInTime(alice, crls, budget));
            }
        }
    }

    @Test
    void validateShouldFindTheCrlAtTheIssuersEntry() {
        withOwn(source -> assertThat(reasons(validate(CA.person("CN=G"), source))).isEmpty());
    }

    @Test
    void validateShouldFindTheCrlWhereANameSays() {
        withOwn(
                source ->
                        assertThat(reasons(validate(REVOKED, source))).containsExactly("revoked"));
    }

    @Test
    void validateShouldFindTheDeltaAtTheIssuersEntry() {
        withOwn(
                source ->
                        assertThat(reasons(validate(DELTA_REVOKED, source)))
                                .containsExactly("revoked"));
    }

    @Test
    void findShouldGoBelowTheIssuersNameAndIntoTheReadersOwnDirectory() {
        ASN1EncodableVector relative = new ASN1EncodableVector();
        relative.add(new X500Name("CN=Point").getRDNs()[0].getFirst());
        DistributionPoint below =
                new DistributionPoint(
                        new DistributionPointName(
                                DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER,
                                new DERSet(relative)),
                        null,
                        null);
        DistributionPoint hostless =
                fullName(
                        new GeneralName(
                                GeneralName.uniformResourceIdentifier,
                                "ldap:///CN=Point,O=B?certificateRevocationList?base?"
                                        + "objectClass=cRLDistributionPoint"));
        CrlSource.Request request =
                new CrlSource.Request(
                        java.util.Set.of(),
                        CA.name(),
                        List.of(below, hostless),
                        FetchBudget.perMail());

        withOwn(
                source -> {
                    assertThat(source.find(request).problems()).isEmpty();
                    assertThat(source.find(request).crls()).hasSize(5);
                });
        assertThat(slapd.log())
                .containsIgnoringCase("base=\"cn=Point,cn=CA,o=B\" scope=0")
                .containsIgnoringCase("base=\"cn=Point,o=B\" scope=0");
    }

    private static FakeLdapServer.Behaviour stranger(String behaviour) {
        byte[] old =
                CA.crl()
                        .issued(TestCa.NOW.minusSeconds(99))
                        .due(TestCa.NOW.minusSeconds(9))
                        .encoded();
        return switch (behaviour) {
            case "silent" -> FakeLdapServer.silent();
            case "drips" ->
                    (in, out) -> {
                        for (byte octet : entry(old)) {
                            out.write(octet);
                            Thread.sleep(100);
                        }
                    };
            case "garbage" ->
                    (in, out) ->
                            out.write(
                                    "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case "entries" -> endless(FakeLdapServer.entry("cn", new byte[3]));
            case "references" -> endless(FakeLdapServer.reference("ldap://127.0.0.1/"));
            case "huge" ->
                    (in, out) -> {
                        out.write(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 2, 1, 1});
                        while (true) {
                            out.write(new byte[8192]);
                        }
                    };
            case "referral" -> FakeLdapServer.answering(FakeLdapServer.done(10));
            case "no-crl" ->
                    FakeLdapServer.answering(entry(new byte[] {0x30, 0}), FakeLdapServer.done(0));
            case "old" -> FakeLdapServer.answering(entry(old), FakeLdapServer.done(0));
            default -> (in, out) -> {};
        };
    }

    /** A bind's success, with the number of its request; then silence or worse. */
    private static FakeLdapServer.Behaviour own(String behaviour) {
        byte[] bound = {0x30, 0x0c, 2, 1, 1, 0x61, 7, 0x0a, 1, 0, 4, 0, 4, 0};
        return (in, out) -> {
            switch (behaviour) {
                case "silent" -> in.readAllBytes();
                case "garbage" ->
                        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                case "hangs-up" -> in.read();
                default -> {
                    in.read(new byte[4096]);
                    out.write(bound);
                    out.flush();
                    in.read(new byte[4096]);
                    byte[] entry = FakeLdapServer.entry("cn", new byte[3]);
                    entry[4] = 2; // The number of the search.
                    while (behaviour.equals("entries")) {
                        out.write(entry);
                    }
                    in.readAllBytes();
                }
            }
        };
    }

    private static FakeLdapServer.Behaviour endless(byte[] message) {
        return (in, out) -> {
            while (true) {
                out.write(message);
            }
        };
    }

    private static byte[] entry(byte[] crl) {
        return FakeLdapServer.entry("certificateRevocationList;binary", crl);
    }

    /** Something done with a source. */
    private interface Use {
        void of(CrlSource source);
    }

    private static void withStrangers(Use use) {
        Path cached = folder.resolve("cache" + System.nanoTime());
        try (LdapFetcher fetcher = new LdapFetcher(LoopbackServer.allowed());
                CrlCache cache =
                        new CrlCache(
                                new CrlStore(cached), fetcher, CrlCacheSettings.DEFAULT, CLOCK)) {
            use.of(new CrlDownloads(cache));
        }
    }

    private static void withOwn(Use use) {
        DirectorySettings settings = Directories.plain(slapd).base("o=B").settings();
        try (PooledDirectory connections = new PooledDirectory(settings, CLOCK);
                DirectoryCrls crls = new DirectoryCrls(settings, connections, CLOCK)) {
            use.of(crls);
        }
    }

    private static String reasonInTime(Certificate target, CrlSource source, Duration budget) {
        long begin = System.nanoTime();
        PathReport report = validate(target, source, budget);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(budget.plus(MARGIN));
        assertThat(reasons(report)).hasSize(1);
        return reasons(report).get(0);
    }

    private static PathReport validate(Certificate target, CrlSource source) {
        return validate(target, source, LONG);
    }

    private static PathReport validate(Certificate target, CrlSource source, Duration budget) {
        CrlMethod method = new CrlMethod(List.of(source), RevocationRules.DEFAULT, CLOCK);
        return new BuildingPathValidator(
                        TrustAnchors.of(List.of(ROOT)),
                        TrustAnchors.of(List.of()),
                        new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults()),
                        new RevocationChecker(List.of(method)),
                        PathRules.DEFAULT)
                .validate(
                        target,
                        PathQuery.at(TestCa.NOW, RevocationMode.REQUIRE)
                                .with(FetchBudget.of(budget, 16)));
    }

    private static List<String> reasons(PathReport report) {
        return report.findings().stream()
                .map(Finding::reason)
                .map(reason -> reason.code())
                .distinct()
                .toList();
    }

    private static Certificate alice(DistributionPoint point) {
        return CA.issue(new TestCa("O=B,CN=Alice"))
                .with(Extension.cRLDistributionPoints, false, points(point))
                .sign();
    }

    private static CRLDistPoint points(DistributionPoint... points) {
        return new CRLDistPoint(points);
    }

    private static DistributionPoint point(String dn) {
        return fullName(new GeneralName(new X500Name(dn)));
    }

    private static DistributionPoint uri(String rest) {
        return fullName(new GeneralName(GeneralName.uniformResourceIdentifier, ldap(rest)));
    }

    private static DistributionPoint fullName(GeneralName... names) {
        GeneralNames all = new GeneralNames(Stream.of(names).toArray(GeneralName[]::new));
        return new DistributionPoint(new DistributionPointName(all), null, null);
    }

    private static String ldap(String rest) {
        return slapd.uri() + rest;
    }
}
