package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.directory.AddressBookEntries;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Identity;
import org.securemessaging.server.pki.Keys;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.Validity;

/** Certificates on their way from mail into OpenLDAP's slapd, and into another for partners. */
class HarvestIT {
    private static final String PARTNERS = "dc=partners,dc=example";
    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final int PEOPLE = 6;
    private static final int CERTIFICATES = 3;

    @TempDir private static Path work;

    private static SlapdServer directory;
    private static SlapdServer border;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        PeerProgram.require("slapd");
        directory =
                SlapdServer.start(
                        work.resolve("slapd"), AddressBookEntries.BASE, AddressBookEntries.ldif());
        border =
                SlapdServer.start(
                        work.resolve("border"),
                        PARTNERS,
                        "dn: " + PARTNERS + "\nobjectClass: domain\ndc: partners\n");
        server = TestServer.start(work.resolve("james"), HarvestIT::configure);
    }

    @AfterAll
    static void stop() throws IOException {
        for (AutoCloseable each :
                Stream.of(server, directory, border).filter(e -> e != null).toList()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void certificatesOfThoseWhoPassedShouldBePublishedAndNoOthers() throws Exception {
        server.deliver(
                List.of(
                        signed(Person.DORA),
                        signed(Person.MALLORY),
                        signed(Person.EMIL),
                        tampered(Mails.signed(server.pki(), Person.BOB, "Hello.\n")),
                        signed(Person.ALICE),
                        signed(Person.CAROL)));
        awaitEmptyOutbox();

        assertPublished(Person.ALICE.address(), Set.of(certificate(Person.ALICE)));
        assertPublished(Person.CAROL.address(), Set.of(certificate(Person.CAROL)));
        assertThat(holders(directory, "(|(userCertificate=*)(userSMIMECertificate=*))"))
                .contains(Person.ALICE.address(), Person.CAROL.address())
                .doesNotContain(
                        Person.DORA.address(),
                        Person.EMIL.address(),
                        Person.MALLORY.address(),
                        Person.BOB.address());
        assertThat(holders(directory, "(mail=" + Person.MALLORY.address() + ")")).isEmpty();
        assertThat(holders(border, "(mail=*)")).containsExactly(Person.ALICE.address());
        assertThat(border.search("(mail=*)").get(0).getAttributes())
                .extracting(attribute -> attribute.getName())
                .containsExactlyInAnyOrder(
                        "objectClass", "mail", "cn", "sn", "userCertificate;binary");
    }

    /**
     * The directory is frozen, killed, and comes again, and so does James itself; meanwhile mail
     * arrives. Each mail arrives while the directory is away, and in the end all is in it, once.
     */
    @Test
    void entriesShouldBeAsWithoutFaultsHoweverTheDirectoryFails() throws Exception {
        Map<String, List<Identity>> people = people();
        try (Inbox inbox = server.inbox()) {
            directory.freeze();
            border.kill();
            sendAndAwait(inbox, people, 0);
            directory.thaw();
            sendAndAwait(inbox, people, 1);
            directory.kill();
            sendAndAwait(inbox, people, 2);
        }
        assertThat(waiting()).isPositive();

        server.killAndRestart();
        directory.restart();
        border.restart();
        awaitEmptyOutbox();

        for (Map.Entry<String, List<Identity>> each : people.entrySet()) {
            assertPublished(
                    each.getKey(),
                    each.getValue().stream()
                            .map(identity -> encoded(identity))
                            .collect(Collectors.toSet()));
        }
        assertThat(work.resolve("james/var/outbox/refused")).isEmptyDirectory();
    }

    private static void configure(WorkFolder folder) throws IOException {
        folder.configure(Built.conf(), TestServer.ANY, directory.port());
        Path file = folder.conf().resolve("securemessaging.xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("uid=admin,ou=system", directory.admin())
                        .replace("<schema>by-value</schema>", "<schema>openldap</schema>")
                        .replace(
                                "<base>dc=harbour,dc=example</base>",
                                "<base>dc=harbour,dc=example</base><readTimeout>1s</readTimeout>")
                        .replace(
                                "</directories>",
                                """
                                <directory name="border">
                                  <server>127.0.0.1:%d</server><transport>plain</transport>
                                  <bind>simple</bind><bindDn>%s</bindDn>
                                  <passwordFile>file://conf/directory-password.txt</passwordFile>
                                </directory></directories>
                                """
                                        .formatted(border.port(), border.admin()))
                        .replace(
                                "<outbox>",
                                """
                                <border><directory>border</directory><base>%s</base>
                                <domain>harbour.example</domain>
                                <attribute>userCertificate</attribute></border>
                                <outbox><firstPause>50ms</firstPause><longestPause>1s</longestPause>
                                """
                                        .formatted(PARTNERS)));
    }

    /** Each person's next certificate, in a mail; returns when all have arrived. */
    private static void sendAndAwait(Inbox inbox, Map<String, List<Identity>> people, int round)
            throws IOException, InterruptedException {
        int before = inbox.size();
        try (SmtpClient smtp = server.smtp()) {
            for (Map.Entry<String, List<Identity>> each : people.entrySet()) {
                byte[] mail =
                        SignedMail.clear(
                                Mails.header(Person.CAROL, "load")
                                        .replace(Person.CAROL.address(), each.getKey()),
                                SignedMail.text("Hello.\n"),
                                each.getValue().get(round));
                smtp.send(each.getKey(), TestServer.RECIPIENT.address(), mail);
            }
        }
        server.awaitSize(inbox, before + people.size());
    }

    private static Map<String, List<Identity>> people() {
        Map<String, List<Identity>> people = new LinkedHashMap<>();
        for (int person = 0; person < PEOPLE; person++) {
            String address = "p" + person + "@orchard.example";
            List<Identity> identities = new ArrayList<>();
            for (int i = 0; i < CERTIFICATES; i++) {
                identities.add(
                        server.pki()
                                .issuing()
                                .issue(
                                        "CN=Person " + person,
                                        address,
                                        Keys.P256,
                                        Validity.years(1)));
            }
            people.put(address, identities);
        }
        return people;
    }

    private static byte[] signed(Person person) {
        return Mails.signed(server.pki(), person, "Hello.\n");
    }

    private static byte[] tampered(byte[] mail) {
        return new String(mail, StandardCharsets.US_ASCII)
                .replace("Hello.", "Adieu.")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Both attributes hold these certificates, each once, and nothing else. */
    private static void assertPublished(String address, Set<String> certificates) {
        List<SearchResultEntry> entries = directory.search("(mail=" + address + ")");
        assertThat(entries).as(address).hasSize(1);
        SearchResultEntry entry = entries.get(0);
        assertThat(values(entry, "userCertificate;binary"))
                .as(address)
                .map(HarvestIT::hexadecimal)
                .containsExactlyInAnyOrderElementsOf(certificates);
        List<byte[]> profiles = values(entry, "userSMIMECertificate");
        assertThat(profiles).as(address).hasSize(certificates.size());
        assertThat(profiles.stream().flatMap(each -> certificatesIn(each).stream()).toList())
                .as(address)
                .containsAll(certificates);
    }

    private static List<byte[]> values(SearchResultEntry entry, String attribute) {
        return List.of(entry.getAttributeValueByteArrays(attribute));
    }

    private static List<String> certificatesIn(byte[] pkcs7) {
        try {
            List<String> found = new ArrayList<>();
            for (X509CertificateHolder each :
                    new CMSSignedData(pkcs7).getCertificates().getMatches(null)) {
                found.add(hexadecimal(each.getEncoded()));
            }
            return found;
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> holders(SlapdServer where, String filter) {
        return where.search(filter).stream()
                .map(entry -> entry.getAttributeValue("mail"))
                .collect(Collectors.toSet());
    }

    private static String certificate(Person person) {
        return encoded(server.pki().identity(person));
    }

    private static String encoded(Identity identity) {
        try {
            return hexadecimal(identity.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hexadecimal(byte[] octets) {
        return java.util.HexFormat.of().formatHex(octets);
    }

    private static void awaitEmptyOutbox() throws IOException, InterruptedException {
        long end = System.nanoTime() + DRAIN.toNanos();
        // Looked at twice: an order for the border is there before the one it follows from is gone.
        for (int empty = 0; empty < 2; empty = waiting() > 0 ? 0 : empty + 1) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "The outbox does not empty:\n"
                                + JamesProcess.endOfLog(work.resolve("james")));
            }
            Thread.sleep(50);
        }
    }

    private static long waiting() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("james/var/outbox"), 2)) {
            return files.filter(file -> file.toString().endsWith(".order"))
                    .filter(file -> !file.getParent().endsWith("refused"))
                    .count();
        }
    }
}
