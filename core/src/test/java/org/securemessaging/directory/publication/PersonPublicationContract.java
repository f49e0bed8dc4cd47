package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.securemessaging.directory.publication.PublishedAttribute.USER_CERTIFICATE;
import static org.securemessaging.directory.publication.PublishedAttribute.USER_SMIME_CERTIFICATE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;

/** What publication does in whosever directory it is. */
abstract class PersonPublicationContract {
    private static final String ALICE = "alice@example.test";
    private static final int PUBLISHERS = 2;
    private static final int ROUNDS = 40;

    private final People people = new People();
    private PublicationPeer peer;
    private Stored stored;

    abstract PublicationPeer start();

    /** Whether the server can be asked for an address at all. */
    boolean canBeAsked(String address) {
        return !address.isEmpty();
    }

    @BeforeEach
    void startPeer() {
        peer = start();
        stored = Stored.in(peer);
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    @Test
    void publishShouldKeepBothAttributesInStepAndWriteOnce() {
        peer.addUser("Alice", ALICE);
        Certificate certificate = people.certificate("Alice", ALICE);

        List<EntryChange> first = publish(ALICE, certificate);
        List<EntryChange> second = publish(ALICE, certificate);

        assertThat(first)
                .extracting(EntryChange::attribute)
                .containsExactly("userCertificate", "userSMIMECertificate");
        assertThat(second).isEmpty();
        assertThat(values("Alice", USER_CERTIFICATE))
                .containsExactly(StoredValue.of(certificate.encoded()));
        assertThat(values("Alice", USER_SMIME_CERTIFICATE))
                .containsExactly(StoredValue.of(SmimeProfile.of(certificate).encoded()));
    }

    @Test
    void publishShouldTakeAwayTheExpiredAndLeaveOthersAlone() {
        peer.addUser("Alice", ALICE);
        Certificate expired = people.expired("Alice", ALICE);
        Certificate others = people.certificate("Alice elsewhere", ALICE);
        Certificate fresh = people.certificate("Alice", ALICE);
        byte[] strange = {0x30, 0x03, 0x02, 0x01, 0x05};
        stored.replace(user(), USER_CERTIFICATE, expired.encoded(), others.encoded());
        stored.replace(user(), USER_SMIME_CERTIFICATE, SmimeProfile.of(expired).encoded(), strange);

        publish(ALICE, fresh);

        assertThat(values("Alice", USER_CERTIFICATE))
                .containsExactlyInAnyOrder(
                        StoredValue.of(others.encoded()), StoredValue.of(fresh.encoded()));
        assertThat(values("Alice", USER_SMIME_CERTIFICATE))
                .containsExactlyInAnyOrder(
                        StoredValue.of(strange), StoredValue.of(SmimeProfile.of(fresh).encoded()));
    }

    @Test
    void withdrawShouldTakeAwayOneAlone() {
        peer.addUser("Alice", ALICE);
        Certificate one = people.certificate("Alice", ALICE);
        Certificate other = people.certificate("Alice", ALICE);
        publish(ALICE, one);
        publish(ALICE, other);

        List<EntryChange> gone =
                publisher(false).withdraw(People.address(ALICE), Set.of(one.sha256()));

        assertThat(gone).hasSize(2).noneMatch(EntryChange::added);
        assertThat(values("Alice", USER_CERTIFICATE))
                .containsExactly(StoredValue.of(other.encoded()));
        assertThat(values("Alice", USER_SMIME_CERTIFICATE))
                .containsExactly(StoredValue.of(SmimeProfile.of(other).encoded()));
        assertThat(publisher(false).withdraw(People.address(ALICE), Set.of(one.sha256())))
                .isEmpty();
    }

    @Test
    void withdrawShouldTakeAwayTheLast() {
        peer.addUser("Alice", ALICE);
        Certificate certificate = people.certificate("Alice", ALICE);
        publish(ALICE, certificate);

        publisher(false).withdraw(People.address(ALICE), Set.of(certificate.sha256()));

        assertThat(values("Alice", USER_CERTIFICATE)).isEmpty();
        assertThat(values("Alice", USER_SMIME_CERTIFICATE)).isEmpty();
    }

    @Test
    void dryRunShouldSayAndNotWrite() {
        peer.addUser("Alice", ALICE);
        Certificate certificate = people.certificate("Alice", ALICE);

        List<EntryChange> said =
                publisher(true).publish(People.address(ALICE), SmimeProfile.of(certificate));

        assertThat(said).hasSize(2).allMatch(EntryChange::added);
        assertThat(said.get(0).toString())
                .contains("userCertificate of ")
                .contains(certificate.sha256());
        assertThat(values("Alice", USER_CERTIFICATE)).isEmpty();
    }

    @Test
    void publishShouldMakeAnEntryForACorrespondentAndWhatIsAboveIt() throws Exception {
        Certificate certificate = people.certificate("Bob Outside", "bob+x@outside.test");

        publish("bob+x@outside.test", certificate);
        List<EntryChange> second = publish("bob+x@outside.test", certificate);

        assertThat(second).isEmpty();
        String dn =
                PersonEntry.name(peer.schema(), outside(), People.address("bob+x@outside.test"))
                        .getName();
        assertThat(stored.values(dn, USER_CERTIFICATE))
                .containsExactly(StoredValue.of(certificate.encoded()));
        assertThat(stored.values(dn, USER_SMIME_CERTIFICATE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*@outside.test",
                "#a+b=c/d{e}@outside.test",
                "a&b|c!d@outside.test",
                "'x'?y^z`~@outside.test"
            })
    void publishShouldWriteHostileAddressesAsWhatTheyAre(String address) throws Exception {
        assumeTrue(canBeAsked(address));
        peer.addUser("Alice", ALICE);
        publish("innocent@outside.test", people.certificate("I", "innocent@outside.test"));
        Certificate certificate =
                people.certificate("*)(uid=*\u0000\u202e,dc=evil\\+cn=x", address);

        publish(address, certificate);
        assertThat(publish(address, certificate)).isEmpty();

        assertThat(stored.entries(peer.base())).isEqualTo(2);
        assertThat(
                        stored.values(
                                PersonEntry.name(peer.schema(), outside(), People.address(address))
                                        .getName(),
                                USER_CERTIFICATE))
                .containsExactly(StoredValue.of(certificate.encoded()));
        assertThat(values("Alice", USER_CERTIFICATE)).isEmpty();
    }

    /**
     * Whatever the subject says, it names no other entry, and stands nowhere if it can't be read.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*)(uid=*",
                "cn=admin,dc=example,dc=test",
                "a+mail=b",
                "a\u0000b",
                "\u202Emoc.elpmaxe",
                " #\\,;<>\""
            })
    void publishShouldWriteHostileSubjectsAsWhatTheyAre(String subject) throws Exception {
        peer.addUser("Alice", ALICE);
        String address = "bob@outside.test";
        Certificate certificate = people.certificate(escaped(subject), address);

        publish(address, certificate);

        Dn dn = PersonEntry.name(peer.schema(), outside(), People.address(address));
        assertThat(stored.values(dn.getName(), USER_CERTIFICATE))
                .containsExactly(StoredValue.of(certificate.encoded()));
        assertThat(stored.entries(peer.base())).isEqualTo(1);
        assertThat(values("Alice", USER_CERTIFICATE)).isEmpty();
        String shown =
                peer.connections()
                        .call(
                                connection ->
                                        connection
                                                .lookup(dn, "cn", "displayName")
                                                .get(
                                                        peer.schema().personRdn().equals("cn")
                                                                ? "displayName"
                                                                : "cn")
                                                .getString());
        assertThat(shown).isIn(subject.strip(), address);
        assertThat(shown).doesNotContain("\u0000", "\u202E").hasSizeLessThan(65);
    }

    /** As hexadecimal pairs, which a name may hold in any place (RFC 4514 §2.4). */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append("\\").append(HexFormat.of().toHexDigits(octet));
        }
        return escaped.toString();
    }

    @Test
    void publishShouldRefuseOurOwnAddressWithoutAnEntry() {
        Certificate certificate = people.certificate("Nobody", "nobody@example.test");

        assertThatThrownBy(() -> publish("nobody@example.test", certificate))
                .isInstanceOf(PublicationRefusalException.class)
                .hasMessageContaining("no entry has the address");
        assertThat(stored.entries(peer.base())).isZero();
    }

    @Test
    void publishShouldRefuseAnAddressOfTwoEntries() {
        peer.addUser("Alice", ALICE);
        peer.addUser("Alice Two", ALICE);

        assertThatThrownBy(() -> publish(ALICE, people.certificate("Alice", ALICE)))
                .isInstanceOf(PublicationRefusalException.class)
                .hasMessageContaining("more than one entry");
    }

    @Test
    void publishShouldRefuseACertificateOfSomebodyElseOrExpired() {
        peer.addUser("Alice", ALICE);

        assertThatThrownBy(() -> publish(ALICE, people.certificate("Bob", "bob@example.test")))
                .isInstanceOf(PublicationRefusalException.class)
                .hasMessageContaining("does not vouch for");
        assertThatThrownBy(() -> publish(ALICE, people.expired("Alice", ALICE)))
                .isInstanceOf(PublicationRefusalException.class)
                .hasMessageContaining("is expired");
    }

    @Test
    void publishersAtOnceShouldNeverLoseEachOthersValues() throws Exception {
        peer.addUser("Alice", ALICE);
        List<Certificate> all = Collections.synchronizedList(new ArrayList<>());
        ExecutorService nodes = Executors.newFixedThreadPool(PUBLISHERS);
        List<Future<?>> running = new ArrayList<>();
        for (int node = 0; node < PUBLISHERS; node++) {
            running.add(
                    nodes.submit(
                            () -> {
                                for (int round = 0; round < ROUNDS; round++) {
                                    Certificate mine = people.certificate("Alice", ALICE);
                                    publish(ALICE, mine);
                                    all.add(mine);
                                }
                            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        nodes.shutdown();

        assertThat(all).hasSize(PUBLISHERS * ROUNDS);
        assertThat(values("Alice", USER_CERTIFICATE))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(each -> StoredValue.of(each.encoded())).toList());
        assertThat(values("Alice", USER_SMIME_CERTIFICATE))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream()
                                .map(each -> StoredValue.of(SmimeProfile.of(each).encoded()))
                                .toList());
    }

    @Test
    void sweepShouldRemoveTheExpiredAndTheRevokedAlone() throws Exception {
        peer.addUser("Alice", ALICE);
        Certificate expired = people.expired("Alice", ALICE);
        Certificate revoked = people.certificate("Alice", ALICE);
        Certificate good = people.certificate("Alice", ALICE);
        Certificate outsider = people.certificate("Bob", "bob@outside.test");
        stored.replace(
                user(), USER_CERTIFICATE, expired.encoded(), revoked.encoded(), good.encoded());
        stored.replace(
                user(),
                USER_SMIME_CERTIFICATE,
                SmimeProfile.of(expired).encoded(),
                SmimeProfile.of(revoked).encoded(),
                SmimeProfile.of(good).encoded());
        publish("bob@outside.test", outsider);
        CertificateJudge judge =
                (certificate, others) ->
                        certificate.equals(revoked)
                                ? Optional.of("revoked")
                                : People.EXPIRY.objection(certificate, others);

        List<String> told = new ArrayList<>();
        SweepReport dry = new DirectorySweep(target(), judge, true).run(new ToldSweep(told));
        SweepReport swept = new DirectorySweep(target(), judge, false).run();
        SweepReport again = new DirectorySweep(target(), judge, false).run();

        assertThat(dry).isEqualTo(swept);
        assertThat(told).hasSize(3).startsWith("2").contains("4", "0");
        assertThat(swept.entries()).isEqualTo(2);
        assertThat(swept.removed()).hasSize(4).noneMatch(EntryChange::added);
        assertThat(swept.failures()).isEmpty();
        assertThat(again.removed()).isEmpty();
        assertThat(values("Alice", USER_CERTIFICATE))
                .containsExactly(StoredValue.of(good.encoded()));
        assertThat(values("Alice", USER_SMIME_CERTIFICATE))
                .containsExactly(StoredValue.of(SmimeProfile.of(good).encoded()));
    }

    private List<EntryChange> publish(String address, Certificate certificate) {
        return publisher(false).publish(People.address(address), SmimeProfile.of(certificate));
    }

    private PersonPublisher publisher(boolean dryRun) {
        return new PersonPublisher(target(), People.EXPIRY, dryRun);
    }

    private PublicationTarget target() {
        try {
            return new PublicationTarget(
                    peer.connections(),
                    peer.schema(),
                    Optional.of(
                            new UserEntries(
                                    new Dn(peer.base()), List.of("mail"), Set.of("example.test"))),
                    Optional.of(new CorrespondentEntries(outside(), true)));
        } catch (LdapInvalidDnException e) {
            throw new IllegalStateException(e);
        }
    }

    private Dn outside() throws LdapInvalidDnException {
        return new Dn("ou=people,ou=outside," + peer.base());
    }

    private String user() {
        return peer.user("Alice");
    }

    private List<StoredValue> values(String name, PublishedAttribute attribute) {
        return stored.values(peer.user(name), attribute);
    }
}
