package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.lookup.LookUp.Outcome;
import org.securemessaging.peer.LdapServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

class SlapdLookupTest implements LookupContract {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static Slapd slapd;
    private static PeopleDirectory people;

    /** slapd as the contract wants it. */
    private record Server(Slapd slapd) implements LdapServer {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return slapd.port();
        }

        @Override
        public String base() {
            return Slapd.SUFFIX;
        }

        @Override
        public String bindName() {
            return Slapd.ADMIN;
        }

        @Override
        public String password() {
            return Slapd.PASSWORD;
        }

        @Override
        public void close() {
            slapd.close();
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        PeerProgram.require("slapd");
        slapd =
                Slapd.start(
                        folder,
                        // inetLocalMailRecipient with mailLocalAddress.
                        Slapd.Options.NONE.global("include /etc/ldap/schema/misc.schema"));
        people = new PeopleDirectory(new Server(slapd), LookupSchema.INET_ORG_PERSON);
    }

    @AfterAll
    static void stop() {
        if (people != null) {
            people.close();
        }
    }

    @Override
    public PeopleDirectory people() {
        return people;
    }

    @Test
    void lookUpShouldFindAPersonByALocalAddress() throws Exception {
        Certificate wanted = Lookups.certificate("local@example.test", 1);
        people.add(
                "local",
                "main@elsewhere.test",
                List.of(wanted),
                List.of(),
                "objectClass=inetLocalMailRecipient",
                "mailLocalAddress=local@example.test");

        assertThat(chosen(people, "local@example.test")).contains(wanted);
    }

    /** Who has the class, by the one attribute that goes with it. */
    @Test
    void lookUpShouldFindAPkiUser() throws Exception {
        PeopleDirectory users = new PeopleDirectory(new Server(slapd), LookupSchema.PKI_USER);
        Certificate wanted = Lookups.certificate("pki@example.test", 1);
        Certificate other = Lookups.certificate("smime-user@example.test", 1);
        byte[] smime = SmimeProfile.of(other).encoded();
        users.add("pki-user", "pki@example.test", List.of(wanted), List.of());
        users.add("smime-user", "smime-user@example.test", List.of(), List.of(smime));

        assertThat(chosen(users, "pki@example.test")).contains(wanted);
        assertThat(chosen(users, "smime-user@example.test")).isEmpty();
        assertThat(chosen(people, "smime-user@example.test")).contains(other);
        users.connections().close();
    }

    private static Optional<Certificate> chosen(PeopleDirectory where, String address) {
        return where.lookUp(Lookups.address(address), Lookups.chooser(), AddressRule.REQUIRED)
                .chosen()
                .map(each -> each.certificate());
    }

    @Test
    void lookUpShouldFindAPersonByAFilterOfTheAdministrators() throws Exception {
        Certificate wanted = Lookups.certificate("free@example.test", 1);
        people.add("free", "elsewhere@example.test", List.of(wanted), List.of(), "uid=free");
        SourcedDirectory directory =
                new SourcedDirectory(
                        List.of(
                                people.source(
                                        AddressFilter.parse(
                                                "(&(objectClass=pkiUser)(uid={localpart}))"),
                                        AddressRule.REQUIRED)),
                        Lookups.chooser());

        assertThat(
                        directory
                                .lookUp(Lookups.address("free@example.test"))
                                .chosen()
                                .orElseThrow()
                                .certificate())
                .isEqualTo(wanted);
    }

    @Test
    void lookUpShouldSayThatTheDirectoryIsAwayAndComeBackWithIt() throws Exception {
        people.add(
                "gone",
                "gone@example.test",
                List.of(Lookups.certificate("gone@example.test", 1)),
                List.of());
        assertThat(outcome()).isEqualTo(Outcome.FOUND);

        slapd.pause();
        assertThat(timed()).isEqualTo(Outcome.UNAVAILABLE);
        slapd.resume();
        assertThat(eventually()).isEqualTo(Outcome.FOUND);

        slapd.kill();
        assertThat(timed()).isEqualTo(Outcome.UNAVAILABLE);
        slapd.restart();
        assertThat(eventually()).isEqualTo(Outcome.FOUND);
    }

    private static Outcome timed() {
        long before = System.nanoTime();
        Outcome outcome = outcome();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONGEST);
        return outcome;
    }

    /** A server that failed is left alone for some seconds. */
    private static Outcome eventually() throws InterruptedException {
        Outcome outcome = outcome();
        for (int i = 0; i < 100 && outcome != Outcome.FOUND; i++) {
            Thread.sleep(100);
            outcome = outcome();
        }
        return outcome;
    }

    private static Outcome outcome() {
        return people.lookUp(
                        Lookups.address("gone@example.test"),
                        Lookups.chooser(),
                        AddressRule.REQUIRED)
                .outcome();
    }
}
