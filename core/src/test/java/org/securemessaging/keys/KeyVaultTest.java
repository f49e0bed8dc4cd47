package org.securemessaging.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.RecipientId;

class KeyVaultTest {
    private static final String ALICE = "alice@example.org";
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final TestKey CURRENT = TestKey.of("P-256", TestKey.BOTH, ALICE);
    private static final TestKey OLD =
            TestKey.of("RSA", TestKey.BOTH, ALICE, TestKey.year(2010), TestKey.year(2012));
    private static final TestKey SIGNS =
            TestKey.of(
                    "P-256",
                    KeyUsage.digitalSignature,
                    ALICE,
                    Instant.parse("2026-05-01T00:00:00Z"),
                    TestKey.year(2027));
    private static final TestKey AGREES = TestKey.of("X25519", TestKey.AGREES, ALICE);
    private static final TestKey GATEWAY = TestKey.of("P-256", TestKey.BOTH, "gateway@example.org");
    private static final TestKey DOMAIN_SIGNER =
            TestKey.of("P-256", KeyUsage.digitalSignature, "domain-signing-authority@example.net");
    private static final TestKey DOMAIN_DECRYPTER =
            TestKey.of(
                    "P-256", KeyUsage.keyAgreement, "domain-confidentiality-authority@example.net");

    @TempDir Path folder;

    @Test
    void signersShouldBeValidAllowedAndNewestFirst() {
        KeyVault vault = vault(CURRENT, OLD, SIGNS, AGREES);

        assertThat(certificates(vault.signers(address(ALICE), NOW)))
                .containsExactly(SIGNS.certificate(), CURRENT.certificate());
        assertThat(certificates(vault.signers(address(ALICE), TestKey.year(2011))))
                .containsExactly(OLD.certificate());
        assertThat(vault.signers(address(ALICE), TestKey.year(2030))).isEmpty();
        assertThat(vault.signers(address("bob@example.org"), NOW)).isEmpty();
    }

    @Test
    void findShouldGiveKeysOfExpiredCertificatesToo() {
        KeyVault vault = vault(CURRENT, OLD);

        assertThat(vault.find(serial(OLD)))
                .extracting(HeldKey::certificate)
                .containsExactly(OLD.certificate());
        assertThat(vault.find(identifier(OLD)))
                .extracting(HeldKey::certificate)
                .containsExactly(OLD.certificate());
        assertThat(vault.find(serial(AGREES))).isEmpty();
    }

    @Test
    void findShouldNotGiveKeysThatMaySignOnly() {
        assertThat(vault(SIGNS).find(serial(SIGNS))).isEmpty();
    }

    @Test
    void decryptersShouldBeThoseOfTheAddressOldOnesToo() {
        assertThat(vault(OLD, SIGNS, AGREES, GATEWAY).decrypters(address("ALICE@Example.ORG")))
                .extracting(StoredKey::certificate)
                .containsExactly(AGREES.certificate(), OLD.certificate());
    }

    @Test
    void domainKeysShouldBeThoseOfTheAuthorityAddresses() {
        KeyVault vault = vault(CURRENT, DOMAIN_SIGNER, DOMAIN_DECRYPTER);

        assertThat(certificates(vault.domainSigners("example.net", NOW)))
                .containsExactly(DOMAIN_SIGNER.certificate());
        assertThat(vault.domainDecrypters("example.net"))
                .extracting(StoredKey::certificate)
                .containsExactly(DOMAIN_DECRYPTER.certificate());
        assertThat(vault.domainSigners("example.org", NOW)).isEmpty();
    }

    @Test
    void aliasesShouldNameFurtherAddressesAndDomains() throws IOException {
        Path file = folder.resolve("aliases");
        Files.writeString(
                file,
                """
                # who signs for whom
                sales@example.org: %s   # Alice
                @Example.ORG: gateway@example.org
                @bücher.example: %s
                nonsense
                """
                        .formatted(ALICE, GATEWAY.certificate().sha256()));
        KeyAliases aliases = KeyAliases.read(file);
        KeyVault vault =
                new KeyVault(List.of(source(CURRENT, GATEWAY)), aliases, SharedSecrets.none());

        assertThat(certificates(vault.signers(address("sales@example.org"), NOW)))
                .containsExactly(CURRENT.certificate());
        assertThat(certificates(vault.domainSigners("example.org", NOW)))
                .containsExactly(GATEWAY.certificate());
        assertThat(certificates(vault.domainSigners("bücher.example", NOW)))
                .containsExactly(GATEWAY.certificate());
        assertThat(vault.health().isAway()).isFalse();
        assertThat(vault.health().sentences())
                .singleElement()
                .asString()
                .contains("line 5 is no alias: nonsense");
    }

    @Test
    void aPlaceThatIsAwayShouldHinderOnlyThoseWhoNeedIt() {
        VaultUnavailableException away =
                new VaultUnavailableException("the token is away", new IOException());
        KeySource broken =
                new KeySource() {
                    @Override
                    public List<StoredKey> keys() {
                        throw away;
                    }

                    @Override
                    public List<VaultProblem> problems() {
                        return List.of(
                                new VaultProblem(VaultProblem.Kind.AWAY, "the token is away"));
                    }
                };
        KeyVault vault = new KeyVault(List.of(broken, source(CURRENT)));

        assertThat(vault.find(serial(CURRENT))).hasSize(1);
        assertThat(vault.health().sentences()).containsExactly("the token is away");
        assertThat(vault.health().keys()).isEqualTo(1);
        assertThat(vault.health().isAway()).isTrue();
        assertThat(vault.health().needsRestart()).isFalse();
        assertThatThrownBy(() -> vault.find(serial(OLD))).isSameAs(away);
        assertThatThrownBy(() -> vault.signers(address("bob@example.org"), NOW)).isSameAs(away);
    }

    @Test
    void sharedKeyShouldBeReadFromItsFile() throws IOException {
        Path file = folder.resolve("shared");
        Files.writeString(file, "# für uns\nA1b2 : 000102\nc3: 0405 # short\nd4 : 060708\n");
        KeyVault vault = new KeyVault(List.of(), KeyAliases.none(), SharedSecrets.keysIn(file));

        assertThat(vault.sharedKey(new RecipientId.SharedKey("a1b2")))
                .hasValueSatisfying(key -> assertThat(key).containsExactly(0, 1, 2));
        assertThat(vault.sharedKey(new RecipientId.SharedKey("a1"))).isEmpty();
        assertThat(vault.sharedKeys(3).keySet())
                .containsExactly(
                        new RecipientId.SharedKey("a1b2"), new RecipientId.SharedKey("d4"));
        assertThat(vault.sharedKeys(2).values()).containsExactly(new byte[] {4, 5});
        assertThat(vault.sharedKeys(16)).isEmpty();
    }

    private static KeyVault vault(TestKey... keys) {
        return new KeyVault(List.of(source(keys)));
    }

    private static KeySource source(TestKey... keys) {
        List<StoredKey> stored = Arrays.stream(keys).<StoredKey>map(Held::new).toList();
        return new KeySource() {
            @Override
            public List<StoredKey> keys() {
                return stored;
            }

            @Override
            public List<VaultProblem> problems() {
                return List.of();
            }
        };
    }

    private record Held(TestKey key) implements StoredKey {
        @Override
        public Certificate certificate() {
            return key.certificate();
        }

        @Override
        public List<Certificate> chain() {
            return List.of();
        }

        @Override
        public Set<KeyPurpose> purposes() {
            return KeyPurpose.of(certificate());
        }

        @Override
        public String origin() {
            return "memory";
        }

        @Override
        public CertifiedKey open() {
            return key.certified();
        }
    }

    private static List<Certificate> certificates(List<CertifiedKey> keys) {
        return keys.stream().map(CertifiedKey::certificate).toList();
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    private static RecipientId serial(TestKey key) {
        return new RecipientId.IssuerAndSerial(
                key.certificate().issuer(), key.certificate().serialNumber());
    }

    private static RecipientId identifier(TestKey key) {
        return RecipientId.KeyIdentifier.of(
                org.bouncycastle.asn1.x509.SubjectKeyIdentifier.fromExtensions(
                                key.holder().getExtensions())
                        .getKeyIdentifier());
    }
}
