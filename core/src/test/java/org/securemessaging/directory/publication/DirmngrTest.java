package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.directory.api.ldap.model.name.Dn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.peer.PeerProgram;

/** GnuPG finds by its own LDAP query what was published, and encrypts to it. */
class DirmngrTest {
    private static final String ALICE = "alice@example.test";

    @TempDir private Path folder;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("gpgsm");
        PeerProgram.require("dirmngr");
        PeerProgram.require("openssl");
    }

    @Test
    void gpgsmShouldFetchACertificateAndEncryptToIt() throws Exception {
        PeerProgram programs =
                new PeerProgram(folder, Map.of("GNUPGHOME", folder.resolve("g").toString()));
        programs.run("", "sh", "-e", "-c", MAKE);
        Certificate certificate =
                CertificateFiles.read(folder.resolve("alice.crt")).certificates().get(0);
        try (SlapdPeer peer = SlapdPeer.start(folder.resolve("slapd"))) {
            publish(peer, certificate);

            programs.run("", "sh", "-e", "-c", FETCH.formatted(peer.slapd().port()));
        } finally {
            programs.succeeds("", "gpgconf", "--kill", "all");
        }
        assertThat(Files.readString(folder.resolve("found.txt"))).contains("/CN=Alice", ALICE);
        assertThat(Files.readString(folder.resolve("plain.txt"))).isEqualTo("hello\n");
    }

    private static void publish(SlapdPeer peer, Certificate certificate) throws Exception {
        new PersonPublisher(
                        new PublicationTarget(
                                peer.connections(),
                                peer.schema(),
                                Optional.empty(),
                                Optional.of(
                                        new CorrespondentEntries(
                                                new Dn("ou=people," + peer.base()), true))),
                        People.EXPIRY,
                        false)
                .publish(People.address(ALICE), SmimeProfile.of(certificate));
    }

    private static final String MAKE =
            """
            mkdir -m 700 g
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj '/CN=GnuPG CA/O=Example'
            openssl req -newkey rsa:2048 -nodes -keyout alice.key -out alice.csr -subj '/CN=Alice/O=Example'
            printf 'subjectAltName=email:alice@example.test\\nkeyUsage=critical,digitalSignature,keyEncipherment\\n' > ext
            openssl x509 -req -in alice.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out alice.crt
            """;

    private static final String FETCH =
            """
            printf 'ldapserver ldap:127.0.0.1:%s:::dc=example,dc=test:plain\\n' > g/dirmngr.conf
            printf 'disable-crl-checks\\n' > g/gpgsm.conf
            openssl x509 -in ca.crt -noout -fingerprint -sha1 | sed 's/.*=//;s/$/ S relax/' > g/trustlist.txt
            gpgsm --batch --import ca.crt
            gpgsm --batch --list-external-keys alice@example.test > found.txt
            gpgsm --batch --call-dirmngr 'LOOKUP alice@example.test' > alice.fetched
            gpgsm --batch --import alice.fetched
            printf 'hello\\n' | gpgsm --batch --recipient alice@example.test --cipher-algo AES256 -o enc.der --encrypt
            openssl cms -decrypt -binary -inform DER -in enc.der -recip alice.crt -inkey alice.key -out plain.txt
            """;
}
