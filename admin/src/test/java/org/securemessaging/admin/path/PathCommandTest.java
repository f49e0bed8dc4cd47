package org.securemessaging.admin.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.TestPki;

class PathCommandTest {
    @TempDir static Path pki;
    private static Path root;
    private static Path alice;
    private static Path bob;
    private static Path stranger;
    private static Path bobRevoked;

    @TempDir private Path folder;

    @BeforeAll
    static void makeCertificates() throws IOException {
        TestPki authority = new TestPki();
        TestPki.Person second = authority.person("bob@example.org");
        root = authority.writeRoot(pki.resolve("root.pem"));
        alice =
                TestPki.writeCertificate(
                        pki.resolve("alice.pem"), authority.person("alice@example.org"));
        bob = TestPki.writeCertificate(pki.resolve("bob.pem"), second);
        bobRevoked = authority.writeCrl(pki.resolve("bob.crl"), second);
        stranger =
                TestPki.writeCertificate(
                        pki.resolve("stranger.pem"), new TestPki().person("x@example.org"));
    }

    @Test
    void pathShouldExitWith0WhenEveryCertificateIsValid() {
        Ran ran = path("--crls", bobRevoked.toString(), alice.toString());

        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .startsWith(alice + ": CN=alice\n  valid\n  - CN=alice, ")
                .contains("  - CN=Command line test root, ");
    }

    @Test
    void pathShouldExitWith1AndSayWhyWhenOneIsNot() {
        Ran ran = path("--crls", bobRevoked.toString(), alice.toString(), bob.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("  valid\n").contains("  not valid (revoked)\n");
    }

    @Test
    void pathShouldShowEveryRejectedCandidate() {
        Ran ran = path("--json", "--revocation", "off", stranger.toString());

        JsonNode object = json(ran).get(0);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(object.get("valid").asBoolean()).isFalse();
        assertThat(object.get("rejected")).isNotEmpty();
        assertThat(object.get("rejected").get(0).get("reasons")).isNotEmpty();
        assertThat(object.get("rejected").get(0).get("path")).hasSizeGreaterThan(1);
    }

    @Test
    void jsonShouldHaveEveryMember() {
        JsonNode object = json(path("--json", "--revocation", "off", alice.toString())).get(0);

        List<String> members = new ArrayList<>();
        object.fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .containsExactly(
                        "certificate",
                        "valid",
                        "reasons",
                        "path",
                        "policies",
                        "file",
                        "findings",
                        "rejected");
        assertThat(object.get("certificate").get("emails").get(0).asText())
                .isEqualTo("alice@example.org");
        assertThat(object.get("reasons").get(0).asText()).isEqualTo("revocation-unchecked");
        assertThat(object.get("path")).hasSize(2);
    }

    @Test
    void pathShouldRejectWhenAPolicyIsDemandedThatThePathLacks() {
        Ran ran =
                path(
                        "--json",
                        "--revocation",
                        "off",
                        "--policy",
                        "1.2.3.4",
                        "--explicit-policy",
                        alice.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(json(ran).get(0).get("reasons").get(0).asText()).isEqualTo("certificate-policy");
    }

    @Test
    void pathShouldLookAtEveryCertificateOfAFolderAndOfStandardInput() throws IOException {
        Files.copy(alice, folder.resolve("a.pem"));
        Files.copy(bob, folder.resolve("b.pem"));

        Ran files = path("--json", "--revocation", "off", folder.toString());
        Ran input =
                Ran.with(
                        Files.readAllBytes(alice),
                        false,
                        "path",
                        "--anchors",
                        root.toString(),
                        "--revocation",
                        "off",
                        "--json",
                        "-");

        assertThat(json(files)).hasSize(2);
        assertThat(json(input)).hasSize(1);
        assertThat(json(input).get(0).get("file").asText()).isEqualTo("-");
    }

    @Test
    void pathShouldWarnOfWhatItPassesOverInAFolder() throws IOException {
        Files.copy(alice, folder.resolve("a.pem"));
        Files.writeString(folder.resolve("notes.txt"), "not a certificate");

        Ran ran = path("--json", "--revocation", "off", folder.toString());

        assertThat(ran.status()).isZero();
        assertThat(json(ran)).hasSize(1);
        assertThat(ran.err()).contains("notes.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--policy=one", "--at=tomorrow", "nowhere.pem", "--revocation=maybe"})
    void pathShouldExitWith2WhenItIsUsedWrongly(String argument) {
        Ran ran = path(argument, alice.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("securemessaging path: ").hasLineCount(1);
    }

    private static Ran path(String... arguments) {
        List<String> words = new ArrayList<>(List.of("path", "--anchors", root.toString()));
        words.addAll(List.of(arguments));
        return Ran.with(words.toArray(String[]::new));
    }

    private static List<JsonNode> json(Ran ran) {
        return ran.out()
                .lines()
                .map(
                        line -> {
                            try {
                                return new ObjectMapper().readTree(line);
                            } catch (IOException e) {
                                throw new AssertionError(line, e);
                            }
                        })
                .toList();
    }
}
