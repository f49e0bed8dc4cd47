package org.securemessaging.admin.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.TestPki;

class EncryptCommandTest {
    private static final String MESSAGE =
            "From: carol@example.org\r\nTo: Alice <alice@example.org>\r\nSubject: plan\r\n"
                    + "Message-ID: <1@example.org>\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
                    + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nat nine\r\n";

    @TempDir private Path folder;

    private final TestPki pki = new TestPki();
    private final TestPki.Person alice = pki.person("alice@example.org");
    private Path message;
    private Path certificate;

    @BeforeEach
    void write() throws IOException {
        Path people = Files.createDirectories(folder.resolve("conf/people"));
        pki.writeRoot(folder.resolve("conf/root.pem"));
        certificate = TestPki.writeCertificate(people.resolve("alice.pem"), alice);
        TestPki.writeCertificate(
                people.resolve("stranger.pem"), new TestPki().person("bob@example.org"));
        configure("<files>file://conf/people</files>");
        message = Files.writeString(folder.resolve("message.eml"), MESSAGE);
        try (StringWriter text = new StringWriter()) {
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(alice.certificate());
                pem.writeObject(alice.keys().getPrivate());
            }
            Files.writeString(folder.resolve("alice.key.pem"), text.toString());
        }
    }

    @Test
    void messageShouldBeEncryptedToThoseItIsTo() throws IOException {
        Ran ran = encrypt(message.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("\r\nSubject: plan\r\n", "\r\nContent-Type: application/pkcs7-mime;")
                .doesNotContain("text/plain");
        assertThat(decrypted(ran.out())).isEqualTo(MESSAGE);
    }

    @Test
    void messageShouldBeEncryptedToACertificateInAFile() throws IOException {
        Ran ran =
                Ran.with(
                        MESSAGE.getBytes(StandardCharsets.US_ASCII),
                        false,
                        "encrypt",
                        "--certificate",
                        certificate.toString(),
                        "--hide-subject",
                        "--compress",
                        "-");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("\r\nSubject: [...]\r\n").doesNotContain("plan");
        assertThat(decrypted(ran.out())).contains("\r\nSubject: plan\r\n", "\r\n\r\nat nine\r\n");
    }

    @Test
    void nothingShouldBeWrittenUnlessEverybodyCanReadIt() {
        Ran ran =
                encrypt("--to", "alice@example.org", "--to", "bob@example.org", message.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo("securemessaging encrypt: bob@example.org: no certificate\n");
    }

    @Test
    void explanationShouldSayWhatWasChosenAndWhatWasRejectedAndWhy() {
        Ran all = encrypt("--explain", message.toString());
        assertThat(all.status()).isZero();
        assertThat(all.out())
                .startsWith("alice@example.org\n  found\n  chosen: CN=alice\n    in files ")
                .endsWith("\nall can read AES-256-CBC\n");

        Ran some = encrypt("--explain", "--to", "bob@example.org", message.toString());
        assertThat(some.status()).isEqualTo(1);
        assertThat(some.out())
                .contains("bob@example.org\n  none\n  rejected: CN=bob\n")
                .contains("    certificate-signature-invalid: ");
    }

    /** The newest certificate's key is a point on no curve. */
    @Test
    void explanationShouldSayWhyAKeyCanNotBeUsed() throws IOException {
        byte[] point = new byte[65];
        point[0] = 4;
        byte[] octets =
                new SubjectPublicKeyInfo(
                                new AlgorithmIdentifier(
                                        X9ObjectIdentifiers.id_ecPublicKey,
                                        SECObjectIdentifiers.secp256r1),
                                point)
                        .getEncoded();
        TestPki.writeCertificate(
                folder.resolve("conf/people/dave.pem"),
                pki.person("dave@example.org", new KeyPair(new Given(octets), null)));

        Ran dave = encrypt("--explain", "--to", "dave@example.org", message.toString());

        assertThat(dave.status()).isEqualTo(1);
        assertThat(dave.out())
                .contains("dave@example.org\n  none\n  rejected: CN=dave\n")
                .contains("    malformed-certificate: ")
                .contains("      nothing can be encrypted to the key: ");
    }

    /** A key that is what its octets say. */
    private static final class Given implements PublicKey {
        private static final long serialVersionUID = 1L;

        private final byte[] octets;

        Given(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return octets.clone();
        }
    }

    @Test
    void explanationShouldBeOneObjectALineForPrograms() {
        Ran ran = encrypt("--explain", "--json", message.toString());

        assertThat(ran.out().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "{\"address\":\"alice@example.org\","
                                                        + "\"outcome\":\"found\""),
                        line -> assertThat(line).isEqualTo("{\"cipher\":\"AES-256-CBC\"}"));
    }

    @Test
    void whatIsAwayShouldBeToldFromWhatIsNotThere() throws IOException {
        configure("<directory>staff</directory>");

        Ran ran = encrypt(message.toString());

        assertThat(ran.status()).isEqualTo(75);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("alice@example.org: its certificate can't be known now");
    }

    @Test
    void whatCanNotBeUsedShouldBeNamed() throws IOException {
        Path bare =
                Files.writeString(folder.resolve("bare.eml"), "From: a@example.org\r\n\r\nx\r\n");

        assertThat(encrypt(bare.toString()).status()).isEqualTo(2);
        assertThat(encrypt(bare.toString()).err()).contains("there is nobody in To and Cc");
        assertThat(encrypt("--to", "nobody", message.toString()).err())
                .contains("nobody: is no mail address");
        assertThat(encrypt(folder.resolve("none.eml").toString()).status()).isEqualTo(74);
    }

    private String decrypted(String text) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("encrypted.eml"), text, StandardCharsets.ISO_8859_1);
        Ran ran =
                Ran.with(
                        "decrypt",
                        "--key",
                        folder.resolve("alice.key.pem").toString(),
                        file.toString());
        assertThat(ran.err()).isEmpty();
        return ran.out();
    }

    private void configure(String source) throws IOException {
        Files.writeString(
                folder.resolve("conf/securemessaging.xml"),
                """
                <securemessaging>
                  <trust><anchors>file://conf/root.pem</anchors></trust>
                  <revocation><mode>off</mode></revocation>
                  <directories><directory name="staff">
                    <server>127.0.0.1:1</server><transport>plain</transport></directory></directories>
                  <lookup><source>%s</source></lookup>
                </securemessaging>
                """
                        .formatted(source));
    }

    private Ran encrypt(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("encrypt", "--conf", folder.resolve("conf").toString()));
        all.addAll(List.of(arguments));
        return Ran.with(all.toArray(String[]::new));
    }
}
