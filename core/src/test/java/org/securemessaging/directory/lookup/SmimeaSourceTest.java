package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.directory.lookup.Lookups.CA;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;
import static org.securemessaging.directory.lookup.Lookups.chooser;
import static org.securemessaging.directory.lookup.Lookups.expired;
import static org.securemessaging.directory.lookup.Lookups.issue;
import static org.securemessaging.directory.lookup.Lookups.reasons;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.lookup.LookUp.Outcome;
import org.securemessaging.net.dns.TestInternet;
import org.securemessaging.net.dns.TestZone;
import org.securemessaging.trust.TestCa;
import org.xbill.DNS.DClass;
import org.xbill.DNS.SMIMEARecord;
import org.xbill.DNS.Type;

class SmimeaSourceTest {
    private static final String ALICE = "alice@example.test";
    private static final DomainScope ALL = DomainScope.of(List.of("*"));

    @TempDir private Path folder;
    private final TestInternet internet = new TestInternet();

    @AfterEach
    void close() {
        internet.close();
    }

    @Test
    void nameShouldBeThatOfTheRfc() {
        // RFC 8162 §3.
        assertThat(SmimeaName.of(search("hugh@example.com")))
                .isEqualTo(
                        "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6"
                                + "._smimecert.example.com");
        assertThat(SmimeaName.of(search("Hugh@Example.COM")))
                .isEqualTo(SmimeaName.of(search("hugh@example.com")));
    }

    @Test
    void nameShouldBeThatOfTheAsciiDomainAndOfTheComposedLocalPart() {
        assertThat(SmimeaName.of(search("u\u0308@b\u00fccher.test")))
                .isEqualTo(SmimeaName.of(search("\u00fc@xn--bcher-kva.test")))
                .endsWith("._smimecert.xn--bcher-kva.test");
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void lookUpShouldFindAWholeCertificate(int usage) {
        Certificate alice = certificate(ALICE, 1);
        publish(usage, 0, 0, alice.encoded());

        LookUp found = lookUp(ALICE);

        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(alice);
        assertThat(found.chosen().orElseThrow().origin())
                .startsWith("dns, ")
                .endsWith("._smimecert.example.test");
        assertThat(found.problems()).isEmpty();
        assertThat(lookUp("bob@example.test").outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void lookUpShouldChooseAsFromAnySource() {
        Certificate good = certificate(ALICE, 50);
        Certificate expired = expired(ALICE);
        Certificate bobs = certificate("bob@example.test", 1);
        Certificate untrusted = issue(new TestCa("CN=Stranger"), ALICE, 2).sign();
        for (Certificate each : List.of(expired, bobs, untrusted, good)) {
            publish(3, 0, 0, each.encoded());
        }

        LookUp found = lookUp(ALICE);

        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(good);
        assertThat(reasons(found.rejected(), expired)).containsExactly("expired");
        assertThat(reasons(found.rejected(), bobs)).containsExactly("address-mismatch");
        assertThat(reasons(found.rejected(), untrusted)).containsExactly("untrusted");
    }

    @Test
    void lookUpShouldTakeADomainsOwnWordOnlyWhereItIsConfigured() {
        Certificate own = issue(new TestCa("CN=Own CA"), ALICE, 1).sign();
        publish(3, 0, 0, own.encoded());

        assertThat(lookUp(ALICE).outcome()).isEqualTo(Outcome.NONE);
        assertThat(lookUp(vouching("other.test"), ALICE).outcome()).isEqualTo(Outcome.NONE);
        LookUp found = lookUp(vouching("example.test"), ALICE);
        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(own);
        assertThat(found.chosen().orElseThrow().origin()).endsWith(", on the domain's own word");
        assertThat(chooser().holds(found.chosen().orElseThrow())).isTrue();
    }

    @Test
    void lookUpShouldTakeNoWordForUsage1() {
        publish(1, 0, 0, issue(new TestCa("CN=Own CA"), ALICE, 1).sign().encoded());

        assertThat(lookUp(vouching("example.test"), ALICE).outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void lookUpShouldNotTakeADomainsWordAgainstARevocation() {
        Certificate revoked = certificate(ALICE, 1);
        publish(3, 0, 0, revoked.encoded());
        CertificateChooser chooser =
                chooser(
                        CA.crl()
                                .revoke(
                                        revoked,
                                        TestCa.NOW.minus(Duration.ofHours(3)),
                                        CRLReason.keyCompromise)
                                .sign());

        LookUp found =
                new SourcedDirectory(List.of(vouching("example.test")), chooser)
                        .lookUp(address(ALICE));

        assertThat(found.outcome()).isEqualTo(Outcome.NONE);
        assertThat(reasons(found.rejected(), revoked)).containsExactly("revoked");
    }

    @Test
    void lookUpShouldUseAuthoritiesForThePathAlone() {
        TestCa intermediate = new TestCa("CN=Intermediate");
        Certificate issuer = CA.certify(intermediate);
        Certificate alice = issue(intermediate, ALICE, 1).sign();
        publish(3, 0, 0, alice.encoded());
        assertThat(lookUp(ALICE).outcome()).isEqualTo(Outcome.NONE);

        publish(0, 0, 0, issuer.encoded());

        assertThat(lookUp(ALICE).chosen().orElseThrow().certificate()).isEqualTo(alice);
    }

    @Test
    void lookUpShouldNotTrustAnAuthorityThatTheDomainNames() {
        TestCa own = new TestCa("CN=Own CA");
        publish(2, 0, 0, own.selfSigned().encoded());
        publish(1, 0, 0, issue(own, ALICE, 1).sign().encoded());

        assertThat(lookUp(vouching("example.test"), ALICE).outcome()).isEqualTo(Outcome.NONE);
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 1", "3, 1, 0", "3, 1, 2", "1, 0, 255", "3, 255, 0"})
    void lookUpShouldSayWhatHoldsNoCertificate(int usage, int selector, int matching) {
        publish(usage, selector, matching, new byte[32]);

        LookUp found = lookUp(ALICE);

        assertThat(found.outcome()).isEqualTo(Outcome.NONE);
        assertThat(found.problems()).hasSize(1);
        assertThat(found.problems().get(0))
                .contains("SMIMEA %d %d %d: holds no".formatted(usage, selector, matching));
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "9, 1"})
    void lookUpShouldSayWhatCanNotBeRead(int usage, int good) {
        publish(usage, 0, 0, good == 1 ? certificate(ALICE, 1).encoded() : new byte[] {48, 1});

        assertThat(lookUp(ALICE).problems()).hasSize(1);
        assertThat(lookUp(ALICE).outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void lookUpShouldReadNoMoreRecordsThanItsBudget() {
        IntStream.range(0, 60).forEach(i -> publish(3, 0, 0, new byte[] {48, 1, (byte) i}));

        assertThat(lookUp(ALICE).problems()).hasSize(51).last().asString().endsWith("50 records");
    }

    @Test
    void lookUpShouldNotUseWhatIsNotSigned() {
        String name = SmimeaName.of(search("alice@plain.test"));
        internet.plain().add(record(name, 3, 0, 0, certificate("alice@plain.test", 1).encoded()));

        LookUp found = lookUp(vouching("plain.test"), "alice@plain.test");

        assertThat(found.outcome()).isEqualTo(Outcome.NONE);
        assertThat(found.problems()).hasSize(1);
        assertThat(found.problems().get(0)).contains("DNSSEC");
    }

    @Test
    void lookUpShouldCallItUnknownWhenDnssecRefutesTheAnswer() {
        publish(3, 0, 0, certificate(ALICE, 1).encoded());
        internet.example().forge(Type.SMIMEA);

        assertThat(lookUp(ALICE).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThatThrownBy(() -> source(DomainScope.NONE).find(search(ALICE)))
                .isInstanceOf(DirectoryUnavailableException.class)
                .hasMessageContaining("SERVFAIL");
    }

    @Test
    void lookUpShouldCallItUnknownWhenNobodyAnswers() {
        internet.silence();

        assertThat(lookUp(ALICE).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void findShouldAskForConfiguredDomainsAlone() {
        SmimeaSource source =
                new SmimeaSource(
                        new SmimeaSource.Settings(
                                DomainScope.of(List.of("B\u00fccher.test")),
                                DomainScope.NONE,
                                AddressRule.REQUIRED),
                        internet.validating(folder));

        source.find(search(ALICE));
        source.find(search("alice@sub.xn--bcher-kva.test"));
        assertThat(internet.server().asked()).isZero();
        source.find(search("alice@xn--bcher-kva.test"));
        assertThat(internet.server().asked()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "example.test\\000",
                "example\\.test",
                "a..test",
                ".test",
                "example.test.",
                "[192.0.2.1]",
                "exa mple.test",
                "example.test)(cn=*",
                "\u202etset.elpmaxe"
            })
    void findShouldNotAskForAHostileDomain(String domain) {
        SearchAddress.of(new MailAddress("alice", domain))
                .ifPresent(
                        address ->
                                assertThat(source(ALL).find(address))
                                        .isEqualTo(LookupSource.Answer.NOTHING));
        assertThat(internet.server().asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\\000", "alice\\", "\"a b\"", "\u202eecila", "a.b._smimecert"})
    void findShouldHashAHostileLocalPart(String localPart) {
        publish(3, 0, 0, certificate(ALICE, 1).encoded());

        assertThat(source(ALL).find(search(localPart + "@example.test")))
                .isEqualTo(LookupSource.Answer.NOTHING);
        assertThat(SmimeaName.of(search(localPart + "@example.test")))
                .matches("[0-9a-f]{56}\\._smimecert\\.example\\.test");
    }

    @Test
    void lookUpShouldAskNobodyForALocalPartThatNobodyHas() {
        assertThat(lookUp(new MailAddress("a".repeat(10_240), "example.test")).outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(lookUp(new MailAddress("a\u0000b", "example.test")).outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(lookUp(new MailAddress("a", "b".repeat(63) + ".c".repeat(90))).outcome())
                .isEqualTo(Outcome.NONE);
        assertThat(internet.server().asked()).isZero();
    }

    private void publish(int usage, int selector, int matching, byte[] data) {
        internet.example()
                .add(record(SmimeaName.of(search(ALICE)), usage, selector, matching, data));
    }

    private static SMIMEARecord record(
            String name, int usage, int selector, int matching, byte[] data) {
        return new SMIMEARecord(
                TestZone.name(name), DClass.IN, 60, usage, selector, matching, data);
    }

    private SmimeaSource source(DomainScope vouching) {
        return new SmimeaSource(
                new SmimeaSource.Settings(ALL, vouching, AddressRule.REQUIRED),
                internet.validating(folder));
    }

    private SmimeaSource vouching(String domain) {
        return source(DomainScope.of(List.of(domain)));
    }

    private LookUp lookUp(String address) {
        return lookUp(source(DomainScope.NONE), address);
    }

    private static LookUp lookUp(SmimeaSource source, String address) {
        return new SourcedDirectory(List.of(source), chooser()).lookUp(address(address));
    }

    private LookUp lookUp(MailAddress address) {
        return new SourcedDirectory(List.of(source(DomainScope.NONE)), chooser()).lookUp(address);
    }

    private static SearchAddress search(String address) {
        return SearchAddress.of(address(address)).orElseThrow();
    }
}
