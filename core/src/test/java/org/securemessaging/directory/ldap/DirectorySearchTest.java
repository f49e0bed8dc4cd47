package org.securemessaging.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

class DirectorySearchTest {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int PEOPLE = 60;

    @TempDir private static Path folder;
    private static Slapd slapd;
    private static PooledDirectory directory;

    @BeforeAll
    static void start() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        slapd =
                Slapd.start(
                        folder.resolve("slapd"),
                        Slapd.Options.NONE.global(
                                "sizelimit size.soft=25 size.hard=25 size.prtotal=unlimited"));
        StringBuilder ldif = new StringBuilder();
        for (int i = 0; i < PEOPLE; i++) {
            ldif.append(
                    "dn: uid=p%1$d,dc=example,dc=test%nobjectClass: inetOrgPerson%ncn: p%nsn: p%n%n"
                            .formatted(i));
        }
        slapd.load(
                ldif
                        + """
                        dn: ou=elsewhere,dc=example,dc=test
                        objectClass: referral
                        objectClass: extensibleObject
                        ou: elsewhere
                        ref: ldap://127.0.0.1:1/dc=elsewhere,dc=test
                        """);
        directory = Directories.plain(slapd).open();
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            directory.close();
            slapd.close();
        }
    }

    @Test
    void searchShouldReadPageByPageBeyondTheServersLimit() {
        DirectorySearch.Entries found =
                directory.call(new DirectorySearch(people(Slapd.SUFFIX, 1_000), TIME, 7));

        assertThat(found.entries()).hasSize(PEOPLE);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void searchShouldEndAtTheMostThatIsWanted() {
        DirectorySearch.Entries found =
                directory.call(new DirectorySearch(people(Slapd.SUFFIX, 10), TIME, 7));

        assertThat(found.entries()).hasSize(10);
        assertThat(found.complete()).isFalse();
    }

    @Test
    void searchShouldBeCompleteWithJustAsManyAsWanted() {
        DirectorySearch.Entries found =
                directory.call(new DirectorySearch(people(Slapd.SUFFIX, PEOPLE), TIME, 7));

        assertThat(found.entries()).hasSize(PEOPLE);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void searchShouldFindNothingWhereThereIsNothing() {
        DirectorySearch.Entries found =
                directory.call(new DirectorySearch(people("ou=no,dc=example,dc=test", 9), TIME));

        assertThat(found.entries()).isEmpty();
        assertThat(found.complete()).isTrue();
    }

    @Test
    void searchShouldNotFollowAReferral() {
        DirectoryQuery elsewhere = people("ou=elsewhere,dc=example,dc=test", 9);

        assertThatThrownBy(() -> directory.call(new DirectorySearch(elsewhere, TIME)))
                .isInstanceOfSatisfying(
                        DirectoryRefusalException.class,
                        e -> assertThat(e.code()).isEqualTo(ResultCodeEnum.REFERRAL));
    }

    @Test
    void searchShouldFailWhenTheConnectionBreaks() {
        try (Slapd own = Slapd.start(folder.resolve("own"));
                PooledDirectory lonely = Directories.plain(own).open()) {
            assertThatThrownBy(
                            () ->
                                    lonely.call(
                                            connection -> {
                                                own.kill();
                                                return new DirectorySearch(
                                                                people(Slapd.SUFFIX, 9), TIME)
                                                        .on(connection);
                                            }))
                    .isInstanceOf(DirectoryUnavailableException.class);
        }
    }

    private static DirectoryQuery people(String base, int most) {
        return new DirectoryQuery(
                base,
                SearchScope.SUBTREE,
                "(objectClass=inetOrgPerson)",
                List.of("userCertificate;binary"),
                most);
    }
}
