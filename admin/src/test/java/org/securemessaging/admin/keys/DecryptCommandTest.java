package org.securemessaging.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;

class DecryptCommandTest {
    @TempDir private Path folder;

    @Test
    void keysShouldBeNamed() {
        Ran ran = Ran.with("decrypt", "message.eml");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("name keys: --conf DIR, or --key FILE");
    }

    @Test
    void clearMailShouldNotBeTakenForDecrypted() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/securemessaging.xml"), "<securemessaging/>");
        Path message = Files.writeString(folder.resolve("a.eml"), "From: a@b\n\nhello\n");

        Ran ran =
                Ran.with(
                        "decrypt", "--conf", folder.resolve("conf").toString(), message.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("not encrypted as a whole");
    }

    /** Made by OpenSSL with the key that the configuration names. */
    @Test
    void contentUnderASharedKeyShouldBeDecrypted() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Path keys = folder.resolve("shared.keys");
        Files.writeString(keys, "01: 000102030405060708090a0b0c0d0e0f\n");
        Files.writeString(
                folder.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><sharedKeys>%s</sharedKeys></vault></securemessaging>"
                        .formatted(keys.toUri()));
        Path message =
                Files.writeString(
                        folder.resolve("a.eml"),
                        """
                        From: a@example.org
                        MIME-Version: 1.0
                        Content-Type: application/pkcs7-mime; name=smime.p7m
                        Content-Transfer-Encoding: base64

                        MHAGCSqGSIb3DQEHBqBjMGECAQAwXAYJKoZIhvcNAQcBMB0GCWCGSAFlAwQBAgQQ
                        n3TI23xy+65Q65QP829OHoAwjj63KFFMCaZ9QFQGSsveaySJZHM0OEFp02PZ1YRl
                        cEvX18B3h7px5qZnmdGb7Vel
                        """);

        Ran ran =
                Ran.with(
                        "decrypt", "--conf", folder.resolve("conf").toString(), message.toString());

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("From: a@example.org").contains("Hello");
    }

    @Test
    void anEmptyVaultShouldBeAProblem() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/securemessaging.xml"), "<securemessaging/>");

        Ran ran = Ran.with("keys", "check", "--conf", folder.resolve("conf").toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("the vault holds no key");
    }
}
