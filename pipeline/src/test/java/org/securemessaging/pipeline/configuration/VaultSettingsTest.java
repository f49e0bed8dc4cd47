package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSettingsTest {
    @TempDir Path work;

    @Test
    void everythingShouldBeReadFromItsPlace() throws IOException {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.writeString(work.resolve("conf/pin"), "1234");
        Files.writeString(work.resolve("conf/hsm.cfg"), "name = hsm");
        Files.writeString(work.resolve("conf/aliases"), "");

        VaultSettings vault =
                load(
                        """
                        <vault>
                          <keys>file://conf/keys/</keys>
                          <keyPassword>env:KEY_PASSWORD</keyPassword>
                          <clearKeys>true</clearKeys>
                          <token>file://conf/hsm.cfg</token>
                          <tokenPin>file://conf/pin</tokenPin>
                          <aliases>file://conf/aliases</aliases>
                          <messagePassword>env:MAIL_PASSWORD</messagePassword>
                        </vault>
                        """);

        assertThat(vault.keys()).containsExactly(work.resolve("conf/keys"));
        assertThat(vault.keyPassword()).isEqualTo(new SecretPlace.InEnvironment("KEY_PASSWORD"));
        assertThat(vault.clearKeys()).isTrue();
        assertThat(vault.tokens()).containsExactly(work.resolve("conf/hsm.cfg"));
        assertThat(vault.tokenPin()).isEqualTo(new SecretPlace.InFile(work.resolve("conf/pin")));
        assertThat(vault.aliases()).contains(work.resolve("conf/aliases"));
        assertThat(vault.sharedKeys()).isEmpty();
        assertThat(vault.messagePassword())
                .isEqualTo(new SecretPlace.InEnvironment("MAIL_PASSWORD"));
        assertThat(vault.isEmpty()).isFalse();
    }

    @Test
    void aPasswordInTheFileShouldBeRefusedWithoutBeingQuoted() throws IOException {
        Files.createDirectories(work.resolve("conf"));

        assertThatThrownBy(() -> load("<vault><keyPassword>geheim</keyPassword></vault>"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("securemessaging.xml: <vault><keyPassword>")
                .hasMessageContaining("env:NAME")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void anEmptyVaultShouldBeTheDefault() {
        VaultSettings vault = SecureMessagingConfiguration.defaults().vault();

        assertThat(vault.isEmpty()).isTrue();
        assertThat(vault.keyPassword()).isEqualTo(new SecretPlace.Nowhere());
        assertThat(vault.messagePassword()).isEqualTo(new SecretPlace.Nowhere());
    }

    private VaultSettings load(String content) throws IOException {
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging>" + content + "</securemessaging>");
        return ConfigurationFolder.load(work.resolve("conf")).vault();
    }
}
