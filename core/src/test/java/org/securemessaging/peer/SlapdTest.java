package org.securemessaging.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture does what the tests rely on. */
class SlapdTest {
    @TempDir private Path folder;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
    }

    @Test
    void restartShouldKeepWhatWasLoaded() {
        try (Slapd slapd = Slapd.start(folder.resolve("slapd"))) {
            slapd.load(
                    """
                    dn: uid=al,dc=example,dc=test
                    objectClass: inetOrgPerson
                    objectClass: exampleMailUser
                    cn: Al
                    sn: Al
                    proxyAddresses: smtp:al@example.test
                    """);
            slapd.kill();
            assertThat(finds(slapd)).isFalse();

            slapd.restart();

            assertThat(finds(slapd)).isTrue();
            assertThat(slapd.log()).contains("filter=\"(proxyAddresses=smtp:al@example.test)\"");
        }
    }

    private boolean finds(Slapd slapd) {
        return new PeerProgram(folder, Map.of())
                .succeeds(
                        "",
                        "sh",
                        "-c",
                        "ldapsearch -x -LLL -H "
                                + slapd.uri()
                                + " -b "
                                + Slapd.SUFFIX
                                + " '(proxyAddresses=smtp:al@example.test)' dn | grep -q uid=al");
    }
}
