package org.securemessaging.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectorySettingsTest {
    @ParameterizedTest
    @CsvSource({
        "ldap.example.org,       LDAPS,    ldap.example.org, 636",
        "ldap.example.org,       STARTTLS, ldap.example.org, 389",
        "ldap.example.org:1636,  LDAPS,    ldap.example.org, 1636",
        "10.0.0.1,               PLAIN,    10.0.0.1,         389",
        "[fd00::1],              LDAPS,    fd00::1,          636",
        "[::1]:1389,             PLAIN,    ::1,              1389",
    })
    void parseShouldReadAServer(String text, Transport transport, String host, int port) {
        assertThat(DirectoryServer.parse(text, transport))
                .isEqualTo(new DirectoryServer(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ldap.example.org:",
                "ldap.example.org:0",
                "ldap.example.org:65536",
                "ldaps://ldap.example.org",
                "ldap.example.org/x",
                "::1",
                "a b",
                "[]"
            })
    void parseShouldRefuseWhatIsNoServer(String text) {
        assertThatThrownBy(() -> DirectoryServer.parse(text, Transport.LDAPS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretsShouldNotShowInTexts() {
        BindMethod bind = new BindMethod.Simple("cn=james", new Secret.Told("hunter2"));

        assertThat(bind.toString()).doesNotContain("hunter2").contains("cn=james");
    }

    @Test
    void secretShouldBeTheFileWithoutItsLineEnding(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("pw"), " hunter2 \r\n");

        assertThat(new Secret.InFile(file).reveal()).isEqualTo(" hunter2 ");
    }
}
