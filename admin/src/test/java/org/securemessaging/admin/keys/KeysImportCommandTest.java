package org.securemessaging.admin.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.keys.TestKey;

class KeysImportCommandTest {
    private static final TestKey ALICE = TestKey.of("P-256", TestKey.BOTH, "alice@example.org");

    @TempDir private Path folder;

    private Path source;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("conf/keys"));
        Files.createDirectory(folder.resolve("conf/elsewhere"));
        Files.writeString(folder.resolve("conf/password"), "vaults\n");
        Files.writeString(
                folder.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><keys>file://conf/keys</keys>"
                        + "<keyPassword>file://conf/password</keyPassword></vault></securemessaging>");
        source = Files.write(folder.resolve("alice.p12"), ALICE.pkcs12("mine"));
        Files.writeString(folder.resolve("alice.p12.password"), "mine\n");
    }

    @Test
    void keysShouldBeEncryptedAnewAndListed() {
        Ran ran = imported("--reencrypt");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith(ALICE.certificate().sha256() + "\tsign,decrypt\talice@example.org\t")
                .contains("conf/keys/alice@example.org-");
        assertThat(Ran.with("keys", "list", "--conf", conf()).out())
                .contains(ALICE.certificate().sha256());
        assertThat(Ran.with("keys", "check", "--conf", conf()).status()).isZero();
    }

    @Test
    void aSecondImportShouldSayWhereTheKeyIs() {
        imported("--reencrypt");

        Ran ran = imported("--reencrypt");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("in the vault already: ").contains("conf/keys/alice@");
    }

    @Test
    void aFileWithAnotherPasswordThanTheVaultsShouldBeRefused() {
        Ran ran = imported();

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("the vault could not open it as it is")
                .doesNotContain("mine\n", "vaults");
        assertThat(folder.resolve("conf/keys")).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNotTheVaultsShouldBeAUsageError() {
        Ran ran = imported("--to", folder.resolve("conf/elsewhere").toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("no folder of the vault");
    }

    @Test
    void aFileThatIsNotThereShouldBeSaid() {
        Ran ran = Ran.with("keys", "import", "--conf", conf(), folder.resolve("none").toString());

        assertThat(ran.status()).isEqualTo(74);
        assertThat(ran.err()).contains("none: java.nio.file.NoSuchFileException");
    }

    private Ran imported(String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "keys";
        arguments[1] = "import";
        arguments[2] = "--conf";
        arguments[3] = conf();
        arguments[4] = source.toString();
        System.arraycopy(options, 0, arguments, 5, options.length);
        return Ran.with(arguments);
    }

    private String conf() {
        return folder.resolve("conf").toString();
    }
}
