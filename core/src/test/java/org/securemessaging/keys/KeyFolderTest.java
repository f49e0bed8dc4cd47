package org.securemessaging.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.CertifiedKey;

class KeyFolderTest {
    private static final TestKey ALICE = TestKey.of("RSA", TestKey.BOTH, "alice@example.org");
    private static final TestKey BOB = TestKey.of("P-256", TestKey.BOTH, "bob@example.org");

    @TempDir Path folder;

    @Test
    void keysShouldHoldThoseOfPkcs12AndPem() throws IOException {
        write("alice.p12", ALICE.pkcs12("geheim"));
        write("bob.pem", BOB.pem("geheim"));

        KeyFolder keys = open("geheim");

        assertThat(keys.problems()).isEmpty();
        assertThat(keys.keys())
                .extracting(StoredKey::certificate)
                .containsExactly(ALICE.certificate(), BOB.certificate());
    }

    @Test
    void openShouldGiveThePrivateKey() throws IOException {
        write("alice.p12", ALICE.pkcs12("geheim"));
        write("bob.pem", BOB.pem("geheim"));

        List<CertifiedKey> open = open("geheim").keys().stream().map(StoredKey::open).toList();

        assertThat(open.get(0).key().getEncoded())
                .isEqualTo(ALICE.pair().getPrivate().getEncoded());
        assertThat(open.get(1).key()).isEqualTo(BOB.pair().getPrivate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSA",
                "P-521",
                "brainpoolP256r1",
                "X25519",
                "X448",
                "Ed25519",
                "Ed448",
                "ML-KEM-768",
                "ML-DSA-65",
                "SLH-DSA-SHA2-128F"
            })
    void openShouldGiveKeysOfEveryKind(String algorithm) throws IOException {
        TestKey key = TestKey.of(algorithm, TestKey.BOTH, "carol@example.org");
        write("carol.pem", key.pem("geheim"));

        assertThat(open("geheim").keys())
                .singleElement()
                .satisfies(stored -> assertThat(stored.open().key()).isNotNull());
    }

    @Test
    void ownPasswordShouldWinOverTheCommonOne() throws IOException {
        write("alice.p12", ALICE.pkcs12("own"));
        write("alice.p12.password", "own\n".getBytes(StandardCharsets.UTF_8));
        write("bob.pem", BOB.pem("geheim"));

        assertThat(open("geheim").keys()).hasSize(2);
    }

    @Test
    void unreadableFilesShouldBeReportedAndTheOthersGoOn() throws IOException {
        write("alice.p12", ALICE.pkcs12("another"));
        write("bob.pem", BOB.pem("geheim"));
        write("broken.p12", new byte[] {0x30, 0x03, 0x02, 0x01, 0x05});
        write("clear.pem", BOB.clearPem());
        write("nothing.txt", "hello".getBytes(StandardCharsets.US_ASCII));
        write("wrong.pem", BOB.pem("another"));

        KeyFolder keys = open("geheim");

        assertThat(keys.keys())
                .extracting(StoredKey::certificate)
                .containsExactly(BOB.certificate());
        assertThat(keys.problems())
                .extracting(VaultProblem::text)
                .satisfiesExactly(
                        p -> assertThat(p).contains("alice.p12: the password is wrong"),
                        p -> assertThat(p).contains("broken.p12: "),
                        p -> assertThat(p).contains("clear.pem: holds a private key in clear"),
                        p -> assertThat(p).contains("nothing.txt: holds no private key"),
                        p -> assertThat(p).contains("wrong.pem: malformed PEM, or the password"));
        assertThat(keys.problems().toString()).doesNotContain("geheim");
    }

    @Test
    void aKeyWithoutItsCertificateShouldBeReported() throws IOException {
        String pem = new String(BOB.pem("geheim"), StandardCharsets.US_ASCII);
        write(
                "bob.pem",
                pem.substring(pem.indexOf("-----BEGIN ENC")).getBytes(StandardCharsets.US_ASCII));

        assertThat(open("geheim").problems())
                .singleElement()
                .asString()
                .contains("1 of 1 private keys have no certificate");
    }

    @Test
    void filesShouldBePickedUpAndDroppedWithoutARestart() throws IOException {
        KeyFolder keys = open("geheim");
        assertThat(keys.keys()).isEmpty();

        write("alice.p12", ALICE.pkcs12("geheim"));
        assertThat(keys.keys()).hasSize(1);

        write("bob.pem", BOB.pem("geheim"));
        StoredKey alice = keys.keys().get(0);
        assertThat(keys.keys()).hasSize(2);
        assertThat(keys.keys().get(0)).isSameAs(alice);

        Files.delete(folder.resolve("alice.p12"));
        assertThat(keys.keys())
                .extracting(StoredKey::certificate)
                .containsExactly(BOB.certificate());
    }

    @Test
    void aFileShouldBeTriedAgainWhenItsPasswordComes() throws IOException {
        write("alice.p12", ALICE.pkcs12("own"));
        KeyFolder keys = open("geheim");
        assertThat(keys.keys()).isEmpty();

        write("alice.p12.password", "own".getBytes(StandardCharsets.UTF_8));

        assertThat(keys.keys()).hasSize(1);
    }

    @Test
    void openShouldSayThatAKeyIsGone() throws IOException {
        write("alice.p12", ALICE.pkcs12("geheim"));
        StoredKey alice = open("geheim").keys().get(0);
        Files.delete(folder.resolve("alice.p12"));

        assertThatThrownBy(alice::open)
                .isInstanceOf(VaultUnavailableException.class)
                .hasMessageContaining("alice.p12")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void clearKeysShouldBeTakenWhereAllowed() throws IOException {
        write("clear.pem", BOB.clearPem());

        KeyFolder keys =
                new KeyFolder(
                        List.of(folder),
                        new KeyFileReader(TestKey.PROVIDER, true),
                        KeyPasswords.none(),
                        TestKey.PROVIDER);

        assertThat(keys.keys()).hasSize(1);
    }

    @Test
    void aRenewedCertificateOfTheSameKeyShouldMakeASecondKey() throws IOException {
        TestKey renewed =
                BOB.renewed(
                        TestKey.BOTH, "bob@example.org", TestKey.year(2027), TestKey.year(2028));
        write("bob.pem", BOB.pem("geheim"));
        Files.write(
                folder.resolve("bob.pem"),
                renewed.pem("geheim"),
                java.nio.file.StandardOpenOption.APPEND);

        assertThat(open("geheim").keys())
                .extracting(StoredKey::certificate)
                .containsExactly(BOB.certificate(), renewed.certificate());
    }

    private KeyFolder open(String password) {
        return new KeyFolder(
                List.of(folder),
                new KeyFileReader(TestKey.PROVIDER, false),
                KeyPasswords.from(() -> Optional.of(password.toCharArray())),
                TestKey.PROVIDER,
                Duration.ZERO);
    }

    private void write(String name, byte[] octets) throws IOException {
        Files.write(folder.resolve(name), octets);
    }
}
