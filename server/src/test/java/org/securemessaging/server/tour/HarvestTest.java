package org.securemessaging.server.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.directory.AddressBookEntries;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

class HarvestTest {
    private static final String PEOPLE = ",ou=people," + AddressBookEntries.BASE;

    @TempDir private static Path folder;

    private static TrialPki pki;

    private InMemoryDirectoryServer server;
    private AddressBook book;

    @BeforeAll
    static void makePki() {
        pki = TrialPki.openOrMake(folder, "http://127.0.0.1:1/crl");
    }

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config =
                new InMemoryDirectoryServerConfig(AddressBookEntries.BASE);
        config.setSchema(null);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(
                        "test", InetAddress.getLoopbackAddress(), 0, null));
        server = new InMemoryDirectoryServer(config);
        byte[] ldif = AddressBookEntries.ldif().getBytes(StandardCharsets.UTF_8);
        server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(ldif)));
        server.startListening();
        book = new AddressBook(server.getListenPort());
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void addressBookShouldBeginWithPeopleWithoutCertificates() throws LDAPException {
        assertThat(server.getEntry("uid=alice" + PEOPLE).getAttributeValue("sn"))
                .isEqualTo("Arden");
        assertThat(book.holders()).isEmpty();
    }

    @Test
    void awaitShouldBeContentWithThoseWhoPassed() throws Exception {
        publish("uid=alice" + PEOPLE, Person.ALICE);
        addCarol();

        TourLine line = harvest().await();

        assertThat(line.faults()).isEmpty();
        assertThat(line.arrived()).isEqualTo("alice, carol").isEqualTo(line.expected());
    }

    @Test
    void awaitShouldNoticeWhoIsMissingAndWhoShouldNotBeThere() throws Exception {
        publish("uid=dora" + PEOPLE, Person.DORA);
        publish("uid=alice" + PEOPLE, Person.DORA);

        TourLine line = harvest().await();

        assertThat(line.arrived()).isEqualTo("alice, dora");
        assertThat(line.faults())
                .containsExactly(
                        "the certificate of alice@harbour.example is missing",
                        "the certificate of carol@orchard.example is missing",
                        "others are in the address book");
    }

    @Test
    void shownShouldHoldTheCommandAndTheCertificate() throws Exception {
        addCarol();

        String shown = Harvest.shown(book);

        assertThat(shown)
                .contains("$ ldapsearch -LLL -x -H ldap://127.0.0.1:" + book.port() + " -b ")
                .contains("\n  mail: carol@orchard.example\n  userCertificate;binary:: MII");
        String base64 = shown.substring(shown.indexOf("binary:: ") + 9).replaceAll("\\s", "");
        assertThat(Base64.getDecoder().decode(base64)).isEqualTo(encoded(Person.CAROL));
    }

    private void addCarol() throws Exception {
        server.add(
                new Entry(
                        "uid=carol,ou=correspondents," + AddressBookEntries.BASE,
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("mail", Person.CAROL.address()),
                        new Attribute("userCertificate;binary", encoded(Person.CAROL))));
    }

    private void publish(String entry, Person person) throws Exception {
        server.modify(
                entry,
                new Modification(ModificationType.ADD, "userCertificate;binary", encoded(person)));
    }

    private Harvest harvest() {
        return new Harvest(book, pki, Duration.ZERO);
    }

    private static byte[] encoded(Person person) throws CertificateEncodingException {
        return pki.identity(person).certificate().getEncoded();
    }
}
