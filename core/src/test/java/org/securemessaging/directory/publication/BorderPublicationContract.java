package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.publication.PublishedAttribute.USER_CERTIFICATE;
import static org.securemessaging.directory.publication.PublishedAttribute.USER_SMIME_CERTIFICATE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.trust.TestCa;

/** What partners see, in whosever directory it is. */
abstract class BorderPublicationContract {
    static final String DOMAIN = "example.test";
    static final String ALICE = "alice@example.test";
    static final String BOB = "bob@example.test";

    final People people = new People();
    PublicationPeer inner;
    PublicationPeer border;

    /** A server with a subtree for people, or one of its subtrees. */
    abstract PublicationPeer startInner();

    /** Another, for partners. */
    abstract PublicationPeer startBorder();

    /** The classes and attributes of a group, without its members. */
    abstract List<String> group();

    @BeforeEach
    void startPeers() {
        inner = startInner();
        border = startBorder();
    }

    @AfterEach
    void stopPeers() {
        inner.close();
        border.close();
    }

    @Test
    void updateShouldShowTheChosenAndNothingElse() {
        Certificate certificate = publish("Alice", ALICE);
        change("Alice", "telephoneNumber", "+49 30 1");
        change("Alice", "description", "earns too much");
        change("Alice", "title", "Director");

        List<EntryChange> first =
                border(chosen("userCertificate", "telephoneNumber")).update(at(ALICE));
        List<EntryChange> second =
                border(chosen("userCertificate", "telephoneNumber")).update(at(ALICE));

        assertThat(first)
                .extracting(EntryChange::attribute)
                .contains("userCertificate", "telephoneNumber")
                .doesNotContain("title", "description", "userSMIMECertificate");
        assertThat(second).isEmpty();
        assertThat(shown(ALICE, USER_CERTIFICATE))
                .containsExactly(StoredValue.of(certificate.encoded()));
        assertThat(shown(ALICE, USER_SMIME_CERTIFICATE)).isEmpty();
        assertThat(texts(ALICE, "telephoneNumber")).containsExactly("+49 30 1");
        assertThat(texts(ALICE, "mail", "cn")).containsOnly(ALICE);
        assertThat(texts(ALICE, "title", "description", "sn", "displayName", "givenName"))
                .allMatch(ALICE::equals);
    }

    @Test
    void updateShouldFollowTheInnerEntry() {
        Certificate old = publish("Alice", ALICE);
        border(chosen("userCertificate", "userSMIMECertificate", "title")).update(at(ALICE));
        Certificate fresh = people.certificate("Alice", ALICE);
        publisher().publish(at(ALICE), SmimeProfile.of(fresh));
        publisher().withdraw(at(ALICE), Set.of(old.sha256()));
        change("Alice", "title", "Director");

        border(chosen("userCertificate", "userSMIMECertificate", "title")).update(at(ALICE));

        assertThat(shown(ALICE, USER_CERTIFICATE)).containsExactly(StoredValue.of(fresh.encoded()));
        assertThat(shown(ALICE, USER_SMIME_CERTIFICATE))
                .containsExactly(StoredValue.of(SmimeProfile.of(fresh).encoded()));
        assertThat(texts(ALICE, "title")).containsExactly("Director");

        border(chosen("userCertificate")).update(at(ALICE));

        assertThat(texts(ALICE, "title")).isEmpty();
        assertThat(shown(ALICE, USER_SMIME_CERTIFICATE)).isEmpty();
    }

    @Test
    void updateShouldTakeTheEntryAwayWithTheLastCertificate() {
        Certificate certificate = publish("Alice", ALICE);
        border(chosen("userCertificate")).update(at(ALICE));
        publisher().withdraw(at(ALICE), Set.of(certificate.sha256()));

        List<EntryChange> gone = border(chosen("userCertificate")).update(at(ALICE));

        assertThat(gone).isNotEmpty().noneMatch(EntryChange::added);
        assertThat(everybodyShown()).isEmpty();
        assertThat(border(chosen("userCertificate")).update(at(ALICE))).isEmpty();
    }

    @Test
    void updateShouldShowNoCertificateWithAnAddressThatIsNotChosen() {
        Certificate good = publish("Alice", ALICE);
        Certificate telling = withAddresses(ALICE, "alice@secret.test");
        Certificate expired = people.expired("Alice", ALICE);
        put("Alice", USER_CERTIFICATE, good.encoded(), telling.encoded(), expired.encoded());
        put(
                "Alice",
                USER_SMIME_CERTIFICATE,
                SmimeProfile.of(telling).encoded(),
                SmimeProfile.of(expired).encoded(),
                new byte[] {0x30, 0x03, 0x02, 0x01, 0x05});

        border(chosen("userCertificate", "userSMIMECertificate")).update(at(ALICE));

        assertThat(shown(ALICE, USER_CERTIFICATE)).containsExactly(StoredValue.of(good.encoded()));
        assertThat(shown(ALICE, USER_SMIME_CERTIFICATE)).isEmpty();
    }

    @Test
    void updateAllShouldShowChosenDomainsAlone() {
        publish("Alice", ALICE);
        publish("Bob", BOB);
        publish("Carol", "carol@secret.test");
        BorderPublisher all = border(chosen("userCertificate"));

        SweepReport report = all.updateAll();

        assertThat(report.failures()).isEmpty();
        assertThat(everybodyShown()).containsExactly(ALICE, BOB);
        assertThat(all.updateAll().removed()).isEmpty();
        assertThat(all.update(at("carol@secret.test"))).isEmpty();
        assertThat(everybodyShown()).containsExactly(ALICE, BOB);
    }

    @Test
    void updateAllShouldShowMembersOfGroupsAndSingleAddresses() {
        publish("Alice", ALICE);
        publish("Bob", BOB);
        publish("Dan", "dan@example.test");
        String group = "cn=Partners," + inner.base();
        addGroup(group, inner.user("Alice"));
        BorderRules rules =
                new BorderRules(
                        Set.of(DOMAIN),
                        List.of(dn(group), dn("cn=Missing," + inner.base())),
                        Set.of(at("BOB@example.test")),
                        Set.of("userCertificate"));

        border(rules).updateAll();
        assertThat(everybodyShown()).containsExactly(ALICE, BOB);

        inner.connections()
                .call(
                        connection -> {
                            connection.modify(
                                    group,
                                    new DefaultModification(
                                            ModificationOperation.REPLACE_ATTRIBUTE,
                                            "member",
                                            inner.user("Dan")));
                            return true;
                        });
        SweepReport report = border(rules).updateAll();

        assertThat(everybodyShown()).containsExactly(BOB, "dan@example.test");
        assertThat(report.removed())
                .anyMatch(change -> change.added() && change.entry().contains("dan@"))
                .anyMatch(change -> !change.added() && change.entry().contains("alice@"));
    }

    @Test
    void updateAllShouldLeaveEntriesAloneThatAreNotNamedAsOurs() {
        publish("Alice", ALICE);
        border.addUser("Somebody", "somebody@example.test");

        border(chosen("userCertificate")).updateAll();

        assertThat(everybodyShown()).containsExactly(ALICE, "somebody@example.test");
    }

    @Test
    void dryRunShouldWriteNothing() {
        publish("Alice", ALICE);

        SweepReport report =
                new BorderPublisher(
                                target(),
                                borderTarget(chosen("userCertificate")),
                                People.EXPIRY,
                                true)
                        .updateAll();

        assertThat(report.removed()).isNotEmpty();
        assertThat(everybodyShown()).isEmpty();
    }

    static BorderRules chosen(String... attributes) {
        return new BorderRules(Set.of(DOMAIN), List.of(), Set.of(), Set.of(attributes));
    }

    BorderPublisher border(BorderRules rules) {
        return new BorderPublisher(target(), borderTarget(rules), People.EXPIRY, false);
    }

    BorderTarget borderTarget(BorderRules rules) {
        return new BorderTarget(
                border.connections(), border.schema(), dn(border.base()), false, rules);
    }

    PublicationTarget target() {
        return new PublicationTarget(
                inner.connections(),
                inner.schema(),
                Optional.of(new UserEntries(dn(inner.base()), List.of("mail"), Set.of())),
                Optional.empty());
    }

    PersonPublisher publisher() {
        return new PersonPublisher(target(), People.EXPIRY, false);
    }

    Certificate publish(String name, String address) {
        inner.addUser(name, address);
        Certificate certificate = people.certificate(name, address);
        publisher().publish(at(address), SmimeProfile.of(certificate));
        return certificate;
    }

    void change(String name, String attribute, String value) {
        inner.connections()
                .call(
                        connection -> {
                            connection.modify(
                                    inner.user(name),
                                    new DefaultModification(
                                            ModificationOperation.REPLACE_ATTRIBUTE,
                                            attribute,
                                            value));
                            return true;
                        });
    }

    static PersonAddress at(String address) {
        return People.address(address);
    }

    private void put(String name, PublishedAttribute attribute, byte[]... values) {
        Stored.in(inner).replace(inner.user(name), attribute, values);
    }

    private Certificate withAddresses(String... addresses) {
        GeneralName[] names = new GeneralName[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            names[i] = new GeneralName(GeneralName.rfc822Name, addresses[i]);
        }
        return people.ca
                .issue(new TestCa("CN=Alice"))
                .with(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .sign();
    }

    private void addGroup(String dn, String member) {
        inner.connections()
                .call(
                        connection -> {
                            Entry entry = new DefaultEntry(dn);
                            entry.add("cn", "Partners");
                            entry.add("member", member);
                            for (int i = 0; i < group().size(); i += 2) {
                                entry.add(group().get(i), group().get(i + 1));
                            }
                            connection.add(entry);
                            return true;
                        });
    }

    private List<StoredValue> shown(String address, PublishedAttribute attribute) {
        return Stored.in(border).values(entry(address), attribute);
    }

    private String entry(String address) {
        return border.schema().personRdn() + "=" + address + "," + border.base();
    }

    private List<String> texts(String address, String... attributes) {
        return border.connections()
                .call(
                        connection -> {
                            Entry entry = connection.lookup(entry(address), attributes);
                            List<String> texts = new ArrayList<>();
                            for (Attribute attribute : entry.getAttributes()) {
                                for (Value value : attribute) {
                                    texts.add(value.getString());
                                }
                            }
                            return texts;
                        });
    }

    private Set<String> everybodyShown() {
        Set<String> shown = new TreeSet<>();
        border.connections()
                .call(
                        connection ->
                                EntrySearch.addresses(
                                        connection,
                                        dn(border.base()),
                                        List.of("mail"),
                                        List.of("mail")))
                .forEach(address -> shown.add(address.toString()));
        return shown;
    }

    static Dn dn(String text) {
        try {
            return new Dn(text);
        } catch (LdapInvalidDnException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
