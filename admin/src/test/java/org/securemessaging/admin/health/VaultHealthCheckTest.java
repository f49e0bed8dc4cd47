package org.securemessaging.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.List;
import org.apache.james.core.healthcheck.Result;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.VaultHealth;
import org.securemessaging.keys.VaultProblem;
import reactor.core.publisher.Mono;

class VaultHealthCheckTest {
    @TempDir private Path folder;

    @Test
    void checkShouldBeHealthyWithoutKeys() {
        assertThat(check(new KeyVault(List.of())).isHealthy()).isTrue();
    }

    @Test
    void checkShouldSayOfEachProblemWhatHelps() {
        Result result =
                check(
                        problem(VaultProblem.Kind.UNREADABLE, "a.p12: wrong password"),
                        problem(VaultProblem.Kind.AWAY, "token a: not there"),
                        problem(VaultProblem.Kind.RESTART, "token b: was taken out"));

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getComponentName().getName()).isEqualTo("Key vault");
        assertThat(result.getCause())
                .contains(
                        "a.p12: wrong password; token a: not there (asked again by itself);"
                                + " token b: was taken out (only a restart brings it back)");
    }

    @Test
    void checkShouldNameAKeyFileThatCanNotBeRead() throws Exception {
        Provider bouncyCastle = new BouncyCastleProvider();
        Path file = Files.writeString(folder.resolve("alice.p12"), "no key at all");

        Result result =
                check(
                        new KeyVault(
                                List.of(
                                        new KeyFolder(
                                                List.of(folder),
                                                new KeyFileReader(bouncyCastle, false),
                                                KeyPasswords.none(),
                                                bouncyCastle))));

        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause().orElseThrow()).contains(file.toString());
    }

    private static VaultProblem problem(VaultProblem.Kind kind, String text) {
        return new VaultProblem(kind, text);
    }

    private static Result check(VaultProblem... problems) {
        return check(
                new KeyInventory() {
                    @Override
                    public List<StoredKey> decrypters(MailAddress address) {
                        return List.of();
                    }

                    @Override
                    public List<StoredKey> domainDecrypters(String domain) {
                        return List.of();
                    }

                    @Override
                    public List<StoredKey> all() {
                        return List.of();
                    }

                    @Override
                    public VaultHealth health() {
                        return new VaultHealth(0, List.of(problems));
                    }
                });
    }

    private static Result check(KeyInventory keys) {
        return Mono.from(new VaultHealthCheck(keys).check()).block();
    }
}
