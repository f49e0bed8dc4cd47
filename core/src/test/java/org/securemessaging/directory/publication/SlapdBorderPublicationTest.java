package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

/** Two of OpenLDAP's servers: one inside, one at the border. */
class SlapdBorderPublicationTest extends BorderPublicationContract {
    @TempDir private Path folder;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        PeerProgram.require("ldapsearch");
    }

    @Override
    PublicationPeer startInner() {
        return SlapdPeer.start(folder.resolve("inner"));
    }

    @Override
    PublicationPeer startBorder() {
        return SlapdPeer.start(folder.resolve("border"));
    }

    @Override
    List<String> group() {
        return List.of("objectClass", "groupOfNames");
    }

    /** Everything that an anonymous partner can get, word for word. */
    @Test
    void partnerShouldSeeNothingButTheChosen() {
        Certificate certificate = publish("Alice", ALICE);
        change("Alice", "telephoneNumber", "+49 30 1");
        change("Alice", "title", "Director");
        publish("Bob", BOB);
        publish("Carol", "carol@secret.test");
        border(
                        new BorderRules(
                                Set.of(DOMAIN),
                                List.of(),
                                Set.of(at(ALICE)),
                                Set.of("userCertificate")))
                .updateAll();

        String everything =
                new PeerProgram(folder, Map.of())
                        .output(
                                "ldapsearch -LLL -x -o ldif-wrap=no -H "
                                        + ((SlapdPeer) border).slapd().uri()
                                        + " -b "
                                        + Slapd.SUFFIX);

        assertThat(everything.lines())
                .containsExactlyInAnyOrderElementsOf(
                        """
                        dn: %1$s
                        objectClass: dcObject
                        objectClass: organization
                        o: Example
                        dc: example

                        dn: mail=%2$s,%1$s
                        objectClass: inetOrgPerson
                        objectClass: pkiUser
                        mail: %2$s
                        userCertificate;binary:: %3$s
                        cn: %2$s
                        sn: %2$s

                        """
                                .formatted(
                                        Slapd.SUFFIX,
                                        ALICE,
                                        Base64.getEncoder().encodeToString(certificate.encoded()))
                                .lines()
                                .toList());
    }

    /** Each of two nodes changes the inner entry and then brings the border in step. */
    @Test
    void nodesShouldNotLeaveAnOlderStateBehind() throws Exception {
        publish("Alice", ALICE);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                running.add(nodes.submit(this::publishAndWithdraw));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(border(chosen("userCertificate")).update(at(ALICE))).isEmpty();
    }

    private void publishAndWithdraw() {
        for (int round = 0; round < 20; round++) {
            Certificate certificate = people.certificate("Alice", ALICE);
            publisher().publish(at(ALICE), SmimeProfile.of(certificate));
            border(chosen("userCertificate")).update(at(ALICE));
            publisher().withdraw(at(ALICE), Set.of(certificate.sha256()));
            border(chosen("userCertificate")).update(at(ALICE));
        }
    }
}
