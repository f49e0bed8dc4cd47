package org.securemessaging.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.admin.testing.SignedMail;
import org.securemessaging.admin.testing.TestPki;

/** The built jars as programs, with nothing on the class path but what they name themselves. */
class CommandLineIT {
    private static final long HUNDRED_MEGABYTES = 100_000_000;

    @TempDir static Path folder;
    private static TestPki.Person alice;
    private static String root;
    private static String good;
    private static String bad;

    @BeforeAll
    static void makeMessages() throws IOException {
        TestPki pki = new TestPki();
        alice = pki.person("alice@example.org");
        root = pki.writeRoot(folder.resolve("root.pem")).toString();
        Path message = folder.resolve("good.eml");
        SignedMail.write(message, "alice@example.org", alice, true, 1000);
        good = message.toString();
        String changed = Files.readString(message).replaceFirst("dull", "full");
        bad = Files.writeString(folder.resolve("bad.eml"), changed).toString();
        Files.writeString(
                folder.resolve("securemessaging.xml"),
                """
                <securemessaging>
                  <trust><anchors>file://conf/root.pem</anchors></trust>
                  <revocation><mode>off</mode></revocation>
                </securemessaging>
                """,
                StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void jarShouldVerifyWithoutAJames(JamesLine james) throws IOException {
        Ran passed = Ran.java(james, List.of(), "verify", "--json", "--anchors", root, good);
        Ran failed = Ran.java(james, List.of(), "verify", "--json", "--anchors", root, bad, good);

        assertThat(passed.err()).isEmpty();
        assertThat(passed.status()).isZero();
        assertThat(new ObjectMapper().readTree(passed.out()).get("result").asText())
                .isEqualTo("pass");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out().lines()).hasSize(2);
        assertThat(failed.out()).contains("digest-mismatch");
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void jarShouldReadAConfiguration(JamesLine james) {
        Ran ran = Ran.java(james, List.of(), "verify", "--conf", folder.toString(), good);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith(good + ": pass (revocation-unchecked)");
        assertThat(ran.status()).isZero();
    }

    @Test
    void jarShouldSayWhatItIs() {
        Ran ran = Ran.java(JamesLine.JAMES38, List.of(), "--version");

        assertThat(ran.out()).startsWith("securemessaging " + System.getProperty("plugin.version"));
        assertThat(ran.status()).isZero();
    }

    @Test
    void wrongUsageShouldExitWith2() {
        Ran ran = Ran.java(JamesLine.JAMES38, List.of(), "verify", "--at", "noon", good);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err().lines()).hasSize(1);
    }

    @Test
    void missingLibrariesShouldBeNamed(@TempDir Path alone) throws IOException {
        Path jar = alone.resolve("alone.jar");
        Files.copy(JamesLine.JAMES38.jar(), jar);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Ran ran =
                Ran.program(
                        Map.of(), List.of(java, "-jar", jar.toString(), "verify", "--json", good));

        assertThat(ran.err()).contains("the folder lib must lie beside the jar");
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.status()).isEqualTo(70);
    }

    @Test
    void hundredMegabytesShouldBeVerifiedWithAHeapOf64() throws IOException {
        Path large = folder.resolve("large.eml");
        SignedMail.write(large, "alice@example.org", alice, true, HUNDRED_MEGABYTES);
        try {
            Ran ran =
                    Ran.java(
                            JamesLine.JAMES38,
                            List.of("-Xmx64m"),
                            "verify",
                            "--anchors",
                            root,
                            large.toString());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).startsWith(large + ": pass");
            assertThat(ran.status()).isZero();
        } finally {
            Files.delete(large);
        }
    }
}
