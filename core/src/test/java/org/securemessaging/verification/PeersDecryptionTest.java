package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.keys.KeyAliases;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.SharedSecrets;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

/** What other programs encrypt, in all the ways they know, is decrypted octet for octet. */
class PeersDecryptionTest {
    private static final String PEOPLE =
            """
            set -e
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key \\
              -out ca.crt -days 3650 -subj "/CN=Peers CA" \\
              -addext keyUsage=critical,keyCertSign -addext basicConstraints=critical,CA:TRUE
            leaf() {
              n=$1; shift
              openssl req -new "$@" -nodes -keyout $n.key -out $n.csr \\
                -subj "/CN=$n/emailAddress=$n@example.org"
              printf 'keyUsage=critical,digitalSignature,keyEncipherment,keyAgreement\\n' > $n.ext
              printf 'subjectAltName=email:%s@example.org\\nsubjectKeyIdentifier=hash\\n' $n >> $n.ext
              openssl x509 -req -in $n.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out $n.crt \\
                -days 3650 -extfile $n.ext
              cat $n.key $n.crt > keys/$n.pem
            }
            mkdir keys
            leaf rsa -newkey rsa:2048
            for curve in P-256 P-384 P-521 brainpoolP256r1 brainpoolP384r1 brainpoolP512r1; do
              leaf $curve -newkey ec -pkeyopt ec_paramgen_curve:$curve
            done
            """;

    @TempDir Path folder;

    private byte[] content;
    private PeerProgram shell;
    private int files;

    @BeforeEach
    void makePeople() throws IOException {
        PeerProgram.require("openssl");
        shell = new PeerProgram(folder, Map.of());
        shell.run(PEOPLE, "sh");
        content = new byte[70_001];
        new Random(5).nextBytes(content);
        Files.write(folder.resolve("content"), content);
    }

    @Test
    void everythingThatOpensslEncryptsToRsaShouldDecrypt() throws IOException {
        for (String cipher : List.of("128", "192", "256")) {
            shouldOpen("-aes" + cipher + " -recip rsa.crt", "AES-" + cipher + "-CBC");
            shouldOpen("-aes-" + cipher + "-gcm -recip rsa.crt", "AES-" + cipher + "-GCM");
        }
        shouldOpen("-stream -aes256 -keyid -recip rsa.crt", "AES-256-CBC");
        shouldOpen("-aes256 -recip P-256.crt -recip rsa.crt -recip P-384.crt", "AES-256-CBC");
        String oaep = "-aes256 -recip rsa.crt -keyopt rsa_padding_mode:oaep";
        shouldOpen(oaep, "RSA-OAEP");
        for (String digest : List.of("sha1", "sha224", "sha256", "sha384", "sha512")) {
            shouldOpen(oaep + " -keyopt rsa_oaep_md:" + digest, "RSA-OAEP");
            shouldOpen(
                    oaep + " -keyopt rsa_oaep_md:sha256 -keyopt rsa_mgf1_md:" + digest, "RSA-OAEP");
        }
        shouldOpen(oaep + " -keyopt rsa_oaep_label:0102ff", "RSA-OAEP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P-256",
                "P-384",
                "P-521",
                "brainpoolP256r1",
                "brainpoolP384r1",
                "brainpoolP512r1"
            })
    void everythingThatOpensslEncryptsToACurveShouldDecrypt(String curve) throws IOException {
        String recipient = " -recip " + curve + ".crt";
        shouldOpen("-aes-256-gcm" + recipient, "ECDH");
        for (String digest : List.of("sha1", "sha224", "sha256", "sha384", "sha512")) {
            shouldOpen("-aes128" + recipient + " -keyopt ecdh_kdf_md:" + digest, "ECDH");
        }
        shouldOpen("-aes128" + recipient + " -keyopt ecdh_cofactor_mode:1", "ECDH");
        for (String wrap : List.of("aes128", "aes192", "aes256")) {
            shouldOpen("-aes256 -" + wrap + "-wrap" + recipient, "ECDH");
        }
    }

    @ParameterizedTest
    @CsvSource({"-des3, 3DES-CBC", "-rc2, RC2-CBC", "-cast5-cbc, CAST5-CBC", "-des-cbc, DES-CBC"})
    void oldCiphersOfOpensslShouldDecryptWithPermissionOnly(String option, String title)
            throws IOException {
        Path structure =
                encrypt("-provider legacy -provider default " + option + " -recip rsa.crt");

        assertThat(describe(structure, DecryptionPolicy.permissive(), vault()))
                .startsWith("opened " + title);
        assertThat(describe(structure, DecryptionPolicy.defaults(), vault()))
                .isEqualTo("closed " + ReasonCode.ALGORITHM_FORBIDDEN);
    }

    @Test
    void sharedKeysAndPasswordsOfOpensslShouldDecryptWhereTheyAreConfigured() throws IOException {
        Files.writeString(folder.resolve("shared"), "0a0b: 000102030405060708090a0b0c0d0e0f\n");
        Path shared =
                encrypt("-aes256 -secretkeyid 0a0b -secretkey 000102030405060708090a0b0c0d0e0f");
        Path password = encrypt("-aes256 -pwri_password geheim");
        KeyVault secrets =
                new KeyVault(
                        List.of(),
                        KeyAliases.none(),
                        SharedSecrets.keysIn(folder.resolve("shared"))
                                .withPasswords(() -> List.of("geheim".toCharArray())));

        assertThat(describe(shared, DecryptionPolicy.defaults(), secrets))
                .isEqualTo("opened AES-256-CBC by shared key");
        assertThat(describe(password, DecryptionPolicy.defaults(), secrets))
                .isEqualTo("opened AES-256-CBC by password");
        assertThat(describe(shared, DecryptionPolicy.defaults(), vault()))
                .isEqualTo("closed " + ReasonCode.NO_KEY);
        shell.output(
                "openssl cms -EncryptedData_encrypt -binary -in content -outform DER -out nameless"
                        + " -aes128 -secretkey 000102030405060708090a0b0c0d0e0f");
        Path nameless = folder.resolve("nameless");
        assertThat(describe(nameless, DecryptionPolicy.defaults(), secrets))
                .isEqualTo("opened AES-128-CBC by shared key");
        assertThat(describe(nameless, DecryptionPolicy.defaults(), vault()))
                .isEqualTo("closed " + ReasonCode.NO_KEY);
        assertThat(describe(password, DecryptionPolicy.defaults(), vault()))
                .isEqualTo("closed " + ReasonCode.NO_KEY);
    }

    @Test
    void everythingThatGpgsmEncryptsShouldDecrypt() throws Exception {
        PeerProgram.require("gpgsm");
        // The agent's socket must have a short path.
        Path home =
                Files.createTempDirectory(
                        Path.of("/tmp"),
                        "gh",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        PeerProgram gpgsm = new PeerProgram(folder, Map.of("GNUPGHOME", home.toString()));
        try {
            Files.writeString(home.resolve("gpgsm.conf"), "disable-crl-checks\ndisable-dirmngr\n");
            Files.writeString(home.resolve("trustlist.txt"), fingerprint("ca.crt") + " S relax\n");
            // GnuPG 2.2 encrypts to RSA alone.
            for (String name : List.of("ca", "rsa")) {
                gpgsm.run("", "gpgsm", "--batch", "--import", name + ".crt");
            }
            for (String cipher : List.of("AES128", "AES192", "AES256", "3DES")) {
                gpgsm.output(
                        "gpgsm --batch --yes --cipher-algo %s -r rsa@example.org -o out --encrypt content"
                                .formatted(cipher));

                assertThat(describe(folder.resolve("out"), DecryptionPolicy.permissive(), vault()))
                        .as(cipher)
                        .startsWith("opened " + cipher.replace("AES", "AES-") + "-CBC");
            }
        } finally {
            gpgsm.run("", "gpgconf", "--kill", "all");
            deleteRecursively(home);
        }
    }

    @Test
    void aMessageLikeThunderbirdsShouldComeOutAsItWas() throws Exception {
        PeerProgram.require("cmsutil");
        Files.writeString(folder.resolve("pw"), "nsspw");
        Files.createDirectory(folder.resolve("nss"));
        shell.output("certutil -N -d sql:nss -f pw");
        shell.output("certutil -A -d sql:nss -n CA -t CT,C,C -i ca.crt -f pw");
        shell.output("certutil -A -d sql:nss -n rsa -t ,, -i rsa.crt -f pw");
        String inside =
                "Content-Type: multipart/mixed; boundary=\"------------ms\"\r\n\r\n"
                        + "This is a multi-part message in MIME format.\r\n--------------ms\r\n"
                        + "Content-Type: text/plain; charset=UTF-8; format=flowed\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00fc\u00dfe  \r\n\r\n"
                        + "--------------ms\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQF/w==\r\n"
                        + "--------------ms--\r\n";
        Files.writeString(folder.resolve("inside"), inside, StandardCharsets.UTF_8);
        shell.output("cmsutil -E -d sql:nss -f pw -r rsa@example.org -i inside -o out");
        String header =
                "Message-ID: <1@example.org>\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
                        + "MIME-Version: 1.0\r\nUser-Agent: Mozilla Thunderbird\r\n"
                        + "To: rsa@example.org\r\nFrom: Alice <alice@example.org>\r\n"
                        + "Subject: ...\r\n";
        String wrapping =
                "Content-Type: application/pkcs7-mime; name=\"smime.p7m\";"
                        + " smime-type=enveloped-data\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n"
                        + "Content-Description: S/MIME Encrypted Message\r\n\r\n";
        String body =
                Base64.getMimeEncoder().encodeToString(Files.readAllBytes(folder.resolve("out")));
        TestEngine engine = new TestEngine(folder, TestKey.PROVIDER, TrustAnchors.of(List.of()));

        try (MessageBytes message =
                        MessageBytes.of(
                                (header + wrapping + body + "\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                OpenedMessage opened = engine.open(message, vault());
                InputStream copy = opened.copy()) {
            assertThat(new String(copy.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(header + inside);
            assertThat(opened.authenticated()).isFalse();
        }
    }

    private void shouldOpen(String options, String how) throws IOException {
        assertThat(describe(encrypt(options), DecryptionPolicy.defaults(), vault()))
                .as(options)
                .startsWith("opened")
                .contains(how);
    }

    private Path encrypt(String options) {
        String out = "out" + ++files;
        shell.output(
                "openssl cms -encrypt -binary -in content -outform DER -out "
                        + out
                        + " "
                        + options);
        return folder.resolve(out);
    }

    private String describe(Path structure, DecryptionPolicy policy, KeyRing keys)
            throws IOException {
        Decryption decryption =
                new EnvelopeDecryptor(policy, TestKey.PROVIDER)
                        .decrypt(
                                () -> Files.newInputStream(structure),
                                keys,
                                SpoolLimits.in(folder));
        if (decryption instanceof Decryption.Opened opened) {
            try (opened) {
                assertThat(opened.content().octets().toByteArray(1 << 20)).isEqualTo(content);
                return "opened "
                        + opened.facts().algorithm()
                        + " by "
                        + opened.facts().key().orElseThrow().transport();
            }
        }
        return "closed " + ((Decryption.Closed) decryption).finding().reason();
    }

    private KeyVault vault() {
        return new KeyVault(
                List.of(
                        new KeyFolder(
                                List.of(folder.resolve("keys")),
                                new KeyFileReader(TestKey.PROVIDER, true),
                                KeyPasswords.from(Optional::empty),
                                TestKey.PROVIDER)));
    }

    private String fingerprint(String file) throws Exception {
        byte[] der = CertificateFiles.read(folder.resolve(file)).certificates().get(0).encoded();
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(der));
    }

    private static void deleteRecursively(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
