package org.securemessaging.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.peer.PeerProgram;

class KeyImportTest {
    private static final TestKey ALICE = TestKey.of("RSA", TestKey.BOTH, "alice@example.org");
    private static final TestKey BOB = TestKey.of("P-256", TestKey.BOTH, "bob@example.org");
    private static final String VAULT = "the vault's pässword";

    @TempDir Path folder;

    private Path vault;
    private Path source;

    @BeforeEach
    void makeVault() throws IOException {
        vault = Files.createDirectory(folder.resolve("vault"));
        source = folder.resolve("source");
    }

    @Test
    void aFileWithTheVaultsPasswordShouldBeTakenOctetForOctet() throws IOException {
        byte[] octets = ALICE.pkcs12(VAULT);
        Files.write(source, octets);

        ImportedKeys imported = take(VAULT, false);

        assertThat(imported.file().orElseThrow())
                .hasParent(vault)
                .hasFileName(
                        "alice@example.org-"
                                + ALICE.certificate().sha256().substring(0, 16)
                                + ".p12")
                .hasBinaryContent(octets);
        assertThat(imported.added()).containsExactly(ALICE.certificate());
        assertThat(imported.present()).isEmpty();
        assertThat(files()).hasSize(1);
        assertThat(keys().keys())
                .extracting(StoredKey::certificate)
                .containsExactly(ALICE.certificate());
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
                "ML-KEM-768",
                "ML-DSA-65"
            })
    void everyKindOfKeyShouldBeEncryptedAnewWithTheVaultsPassword(String kind) throws IOException {
        TestKey key = TestKey.of(kind, TestKey.BOTH, "carol@example.org");
        Files.write(source, key.clearPem());

        Path file = take("", true).file().orElseThrow();

        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) 0x30);
        assertThat(keys().problems()).isEmpty();
        assertThat(keys().keys())
                .singleElement()
                .satisfies(
                        stored -> {
                            assertThat(stored.certificate()).isEqualTo(key.certificate());
                            assertThat(stored.open().key()).isEqualTo(key.pair().getPrivate());
                        });
    }

    /** From no such key but a composite's can the public one be made that tells its certificate. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MLKEM768-RSA2048-SHA3-256-1.3.6.1.5.5.7.6.55",
                "frodokem976aes-1.0.18033.2.2.7.5",
                "ntruhps2048677-1.3.6.1.4.1.22554.5.5.2"
            })
    void encapsulationKeysShouldBeTakenWithTheirOwnCertificateAlone(String name)
            throws IOException {
        byte[] key = corpus(name + "_priv.der");
        Certificate certificate = Certificate.parse(corpus(name + "_ee.der"));
        byte[] damaged = key.clone();
        // In the composite's seed, and in the others' key itself.
        damaged[name.startsWith("MLKEM") ? 40 : 60] ^= 1;
        writePem(damaged, certificate);
        assertThatThrownBy(() -> take("", true))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("1 of 1 private keys match no certificate in the file");

        writePem(key, certificate);
        take("", true);

        assertThat(keys().problems()).isEmpty();
        assertThat(keys().keys())
                .singleElement()
                .satisfies(
                        stored -> {
                            assertThat(stored.certificate()).isEqualTo(certificate);
                            assertThat(stored.purposes()).containsExactly(KeyPurpose.DECRYPT);
                            assertThat(stored.open().key().getEncoded()).isEqualTo(key);
                        });
    }

    private void writePem(byte[] key, Certificate certificate) throws IOException {
        try (PemWriter pem = new PemWriter(Files.newBufferedWriter(source))) {
            pem.writeObject(new PemObject("PRIVATE KEY", key));
            pem.writeObject(new PemObject("CERTIFICATE", certificate.encoded()));
        }
    }

    private static byte[] corpus(String name) throws IOException {
        try (InputStream in = KeyImportTest.class.getResourceAsStream("/corpora/pqc-kem/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatIsWrittenShouldBeItsOwnersAlone() throws IOException {
        Files.write(source, ALICE.pkcs12("mine"));

        Path file = take("mine", true).file().orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.getOwner(file)).isEqualTo(Files.getOwner(vault));
    }

    @Test
    void whatIsWrittenShouldBeReadByOpenssl() throws IOException {
        PeerProgram.require("openssl");
        Files.write(source, ALICE.pkcs12("mine"));

        Path file = take("mine", true).file().orElseThrow();

        assertThat(
                        new PeerProgram(folder, Map.of("VAULT", VAULT))
                                .output(
                                        "openssl pkcs12 -info -nodes -passin env:VAULT -in "
                                                + file))
                .contains("-----BEGIN PRIVATE KEY-----", "-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aWrongPasswordShouldBeSaidAndNothingWritten() throws IOException {
        Files.write(source, ALICE.pkcs12("mine"));

        assertThatThrownBy(() -> take("other", true))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("the password is wrong, or the file is damaged");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatTheVaultCouldNotOpenShouldNotBeTakenAsItIs() throws IOException {
        Files.write(source, ALICE.pkcs12("mine"));

        assertThatThrownBy(() -> take("mine", false))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("the vault could not open it as it is")
                .hasMessageContaining("encrypt it anew")
                .hasMessageNotContaining("mine")
                .hasMessageNotContaining(VAULT);

        Files.write(source, BOB.clearPem());
        assertThatThrownBy(() -> take("", false))
                .hasMessageContaining("holds a private key in clear");
        assertThat(files()).isEmpty();
    }

    @Test
    void aVaultWithoutAPasswordShouldNotEncrypt() throws IOException {
        Files.write(source, ALICE.clearPem());

        assertThatThrownBy(
                        () ->
                                new KeyImport(
                                                new KeyImport.Vaulted(
                                                        vault, KeyPasswords.none(), false, held()),
                                                TestKey.PROVIDER)
                                        .take(source, KeyPasswords.none(), true))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("the vault has no password to encrypt it with");
    }

    @Test
    void aCertificateOfAnotherKeyShouldBeRefused() throws IOException {
        Files.writeString(source, privateKeyOf(ALICE) + certificateOf(BOB));

        assertThatThrownBy(() -> take("", true))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("1 of 1 private keys match no certificate in the file");

        Files.writeString(source, certificateOf(BOB));
        assertThatThrownBy(() -> take("", true)).hasMessage("holds no private key");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDamagedKeyShouldNotPassForItsCertificates() throws Exception {
        RSAPrivateCrtKey whole = (RSAPrivateCrtKey) ALICE.pair().getPrivate();
        RSAPrivateCrtKeySpec damaged =
                new RSAPrivateCrtKeySpec(
                        whole.getModulus(),
                        whole.getPublicExponent(),
                        whole.getPrivateExponent().add(BigInteger.TWO),
                        whole.getPrimeP(),
                        whole.getPrimeQ(),
                        whole.getPrimeExponentP(),
                        whole.getPrimeExponentQ(),
                        whole.getCrtCoefficient());
        TestKey key =
                new TestKey(
                        new KeyPair(
                                ALICE.pair().getPublic(),
                                java.security.KeyFactory.getInstance("RSA", TestKey.PROVIDER)
                                        .generatePrivate(damaged)),
                        ALICE.holder());
        Files.write(source, key.clearPem());

        assertThatThrownBy(() -> take("", true))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("damaged RSA key");
        assertThat(files()).isEmpty();
    }

    @Test
    void aKeyThatIsThereShouldNotBeTakenTwice() throws IOException {
        Files.write(source, ALICE.pkcs12("mine"));
        Path first = take("mine", true).file().orElseThrow();

        ImportedKeys again = take("mine", true);

        assertThat(again.file()).isEmpty();
        assertThat(again.added()).isEmpty();
        assertThat(again.present())
                .singleElement()
                .satisfies(key -> assertThat(key.origin()).isEqualTo(first.toString()));
        assertThat(files()).hasSize(1);
    }

    @Test
    void onlyTheNewKeysShouldBeWritten() throws IOException {
        Files.write(source, ALICE.pkcs12("mine"));
        take("mine", true);
        Files.write(
                source,
                (new String(ALICE.clearPem(), StandardCharsets.US_ASCII)
                                + new String(BOB.clearPem(), StandardCharsets.US_ASCII))
                        .getBytes(StandardCharsets.US_ASCII));

        ImportedKeys imported = take("", true);

        assertThat(imported.added()).containsExactly(BOB.certificate());
        assertThat(imported.present()).hasSize(1);
        assertThat(keys().keys()).hasSize(2);
    }

    @Test
    void addressesShouldNotLeadOutOfTheFolder() throws IOException {
        TestKey hostile = TestKey.of("P-256", TestKey.BOTH, "../../x/y\n@example.org");
        Files.write(source, hostile.clearPem());

        assertThat(take("", true).file().orElseThrow()).hasParent(vault);
        assertThat(files()).hasSize(1).allMatch(name -> !name.startsWith("."));
    }

    private ImportedKeys take(String password, boolean reencrypt) throws IOException {
        return new KeyImport(
                        new KeyImport.Vaulted(vault, passwords(VAULT), false, held()),
                        TestKey.PROVIDER)
                .take(source, passwords(password), reencrypt);
    }

    private KeyVault held() {
        return new KeyVault(List.of(keys()));
    }

    private KeyFolder keys() {
        return new KeyFolder(
                List.of(vault),
                new KeyFileReader(TestKey.PROVIDER, false),
                passwords(VAULT),
                TestKey.PROVIDER);
    }

    private static KeyPasswords passwords(String text) {
        return KeyPasswords.from(
                () -> Optional.of(text).filter(t -> !t.isEmpty()).map(String::toCharArray));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(vault)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static String privateKeyOf(TestKey key) {
        String pem = new String(key.clearPem(), StandardCharsets.US_ASCII);
        return pem.substring(pem.indexOf("-----BEGIN PRIVATE"));
    }

    private static String certificateOf(TestKey key) {
        String pem = new String(key.clearPem(), StandardCharsets.US_ASCII);
        return pem.substring(0, pem.indexOf("-----BEGIN PRIVATE"));
    }
}
