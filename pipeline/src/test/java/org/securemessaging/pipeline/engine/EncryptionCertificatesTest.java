package org.securemessaging.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.directory.lookup.Correspondents;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.keys.KeyPurpose;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.VaultHealth;
import org.securemessaging.trust.TestCa;

class EncryptionCertificatesTest {
    private static final Clock CLOCK = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);

    private final Correspondents people = Correspondents.everyone();

    @Test
    void applyShouldGiveTheOneThatTheDirectoryChooses() {
        Certificate other = people.certificate("also@rec.example");

        assertThat(found("good@rec.example", other))
                .contains(people.certificate("good@rec.example"));
    }

    @Test
    void applyShouldGiveThatOfTheVaultWhenTheDirectoryHasNone() {
        Certificate own = people.certificate("good@rec.example");

        assertThat(found("none@rec.example", own)).contains(own);
        assertThat(found("nobody@away.example", own)).contains(own);
        assertThat(
                        EncryptionCertificates.inVault(vault(own), CLOCK)
                                .apply(address("none@rec.example")))
                .contains(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked@rec.example", "expired@rec.example", "untrusted@rec.example"})
    void applyShouldGiveNothingThatTheDirectoryRejects(String address) {
        assertThat(found(address, people.certificate(address))).isEmpty();
    }

    private Optional<Certificate> found(String address, Certificate... inVault) {
        return new EncryptionCertificates(people, vault(inVault), CLOCK).apply(address(address));
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    /** A vault that has the same keys for everybody. */
    private static KeyInventory vault(Certificate... certificates) {
        List<StoredKey> keys =
                Arrays.stream(certificates).map(Key::new).map(StoredKey.class::cast).toList();
        return new KeyInventory() {
            @Override
            public List<StoredKey> decrypters(MailAddress address) {
                return keys;
            }

            @Override
            public List<StoredKey> domainDecrypters(String domain) {
                return List.of();
            }

            @Override
            public List<StoredKey> all() {
                return keys;
            }

            @Override
            public VaultHealth health() {
                return new VaultHealth(keys.size(), List.of());
            }
        };
    }

    private record Key(Certificate certificate) implements StoredKey {
        @Override
        public List<Certificate> chain() {
            return List.of();
        }

        @Override
        public Set<KeyPurpose> purposes() {
            return Set.of(KeyPurpose.DECRYPT);
        }

        @Override
        public String origin() {
            return "test";
        }

        @Override
        public CertifiedKey open() {
            throw new IllegalStateException("nobody is to decrypt");
        }
    }
}
