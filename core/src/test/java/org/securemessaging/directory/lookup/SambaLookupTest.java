package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.peer.Samba;

class SambaLookupTest implements LookupContract {
    private static PeopleDirectory people;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Samba.require();
        people = new PeopleDirectory(Samba.start(folder), LookupSchema.ACTIVE_DIRECTORY);
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
    void lookUpShouldFindAPersonByEachOfTheirAddresses() throws Exception {
        Certificate wanted = Lookups.certificate("main@example.test", 1);
        people.add(
                "proxy",
                "main@example.test",
                List.of(wanted),
                List.of(),
                "proxyAddresses=SMTP:main@example.test",
                "proxyAddresses=smtp:Second@example.test",
                "proxyAddresses=X500:/o=Example/cn=third@example.test");

        assertThat(find("second@example.test")).containsExactly(wanted);
        assertThat(find("third@example.test")).isEmpty();
        assertThat(find("/o=example/cn=third@example.test")).isEmpty();
    }

    private static List<Certificate> find(String address) {
        return people
                .lookUp(Lookups.address(address), Lookups.chooser(), AddressRule.OFF)
                .chosen()
                .map(Candidate::certificate)
                .stream()
                .toList();
    }
}
