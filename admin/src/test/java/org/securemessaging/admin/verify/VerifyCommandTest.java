package org.securemessaging.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.SignedMail;
import org.securemessaging.admin.testing.TestPki;

class VerifyCommandTest {
    private static final Path THUNDERBIRD = Path.of("src/test/resources/thunderbird");
    private static final String ANCHOR = THUNDERBIRD.resolve("TestCA.pem").toString();
    private static final String GOOD = message("alice.dsig.SHA256.multipart.eml");
    private static final String OPAQUE = message("alice.html.sig.SHA256.opaque.eml");
    private static final String BAD = message("alice.dsig.SHA256.multipart.bad.eml");
    private static final String WEAK = message("alice.dsig.SHA1.multipart.eml");
    private static final String ENCRYPTED = message("alice.env.eml");
    // Within the validity of Thunderbird's certificates.
    private static final String IN_2026 = "2026-12-01";

    @TempDir static Path pki;
    private static Path root;
    private static Path noneRevoked;
    private static Path aliceRevoked;
    private static Path alice;
    private static Path fromAlice;
    private static Path fromAliceWithoutCertificate;
    private static Path fromMalloryByAlice;

    @TempDir private Path folder;

    @BeforeAll
    static void makeMessages() throws IOException {
        TestPki authority = new TestPki();
        TestPki.Person person = authority.person("alice@example.org");
        root = authority.writeRoot(pki.resolve("root.pem"));
        noneRevoked = authority.writeCrl(pki.resolve("none.crl"));
        aliceRevoked = authority.writeCrl(pki.resolve("alice.crl"), person);
        alice = TestPki.writeCertificate(pki.resolve("alice.pem"), person);
        fromAlice =
                SignedMail.write(pki.resolve("good.eml"), "alice@example.org", person, true, 100);
        fromAliceWithoutCertificate =
                SignedMail.write(pki.resolve("bare.eml"), "alice@example.org", person, false, 100);
        fromMalloryByAlice =
                SignedMail.write(
                        pki.resolve("mallory.eml"), "mallory@example.org", person, true, 100);
    }

    @Test
    void verifyShouldExitWith0WhenEveryMessagePasses() {
        Ran ran = verify(ANCHOR, GOOD, OPAQUE);

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains(GOOD + ": pass").contains(OPAQUE + ": pass");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void verifyShouldExitWith1WhenOneMessageDoesNotPass() {
        Ran ran = verify(ANCHOR, GOOD, BAD, OPAQUE);

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .contains(GOOD + ": pass")
                .contains(BAD + ": fail (digest-mismatch)")
                .contains(OPAQUE + ": pass");
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void verifyShouldGiveResultAndReasons(String message, String result, List<String> reasons) {
        JsonNode report = json("--anchors", ANCHOR, "--at", IN_2026, message);

        assertThat(report.get("result").asText()).isEqualTo(result);
        assertThat(texts(report.get("reasons"))).isEqualTo(reasons);
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(GOOD, "pass", List.of("crl-unavailable")),
                Arguments.of(BAD, "fail", List.of("digest-mismatch")),
                Arguments.of(WEAK, "policy", List.of("weak-algorithm", "crl-unavailable")),
                Arguments.of(ENCRYPTED, "none", List.of("encrypted")));
    }

    @Test
    void anchorsShouldDecideWhoIsTrusted() {
        assertThat(result("--at", IN_2026, GOOD)).isEqualTo("policy untrusted");
        assertThat(result("--at", IN_2026, "--anchors", root.toString(), GOOD))
                .isEqualTo("policy untrusted");
        assertThat(result("--at", IN_2026, "--anchors", root.toString(), "--anchors", ANCHOR, GOOD))
                .isEqualTo("pass crl-unavailable");
    }

    @Test
    void anchorsShouldBeReadFromAFolder() throws IOException {
        Files.copy(root, folder.resolve("root.pem"));

        assertThat(result("--anchors", folder.toString(), fromAlice.toString()))
                .isEqualTo("pass crl-unavailable");
    }

    @Test
    void certsShouldBringASignerThatTheMessageLacks() {
        String bare = fromAliceWithoutCertificate.toString();

        assertThat(result("--anchors", root.toString(), bare))
                .isEqualTo("permerror signer-certificate-missing");
        assertThat(result("--anchors", root.toString(), "--certs", alice.toString(), bare))
                .isEqualTo("pass crl-unavailable");
    }

    @Test
    void crlsShouldSayWhoIsRevoked() {
        assertThat(judgeAlice("--crls", noneRevoked.toString())).isEqualTo("pass");
        assertThat(judgeAlice("--crls", aliceRevoked.toString())).isEqualTo("fail revoked");
    }

    @ParameterizedTest
    @CsvSource({
        "require, temperror crl-unavailable",
        "prefer,  pass crl-unavailable",
        "off,     pass revocation-unchecked",
        "OFF,     pass revocation-unchecked"
    })
    void revocationShouldSayWhatIsAsked(String mode, String expected) {
        assertThat(judgeAlice("--revocation", mode)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "from,           policy signer-mismatch crl-unavailable",
        "from-or-sender, policy signer-mismatch crl-unavailable",
        "off,            pass crl-unavailable"
    })
    void identityShouldSayWhatIsCompared(String mode, String expected) {
        assertThat(
                        result(
                                "--anchors",
                                root.toString(),
                                "--identity",
                                mode,
                                fromMalloryByAlice.toString()))
                .isEqualTo(expected);
    }

    @Test
    void atShouldSetTheTime() {
        Instant now = Instant.now();

        assertThat(judgeAlice("--at", now.minus(Duration.ofDays(600)).toString()))
                .startsWith("policy not-yet-valid");
        assertThat(judgeAlice("--at", now.plus(Duration.ofDays(600)).toString()))
                .startsWith("policy expired");
    }

    @Test
    void allowWeakShouldTolerateAndStillSayIt() {
        JsonNode report = json("--anchors", ANCHOR, "--at", IN_2026, "--allow-weak", WEAK);

        assertThat(report.get("result").asText()).isEqualTo("pass");
        assertThat(texts(report.get("reasons"))).contains("weak-algorithm");
    }

    @Test
    void offlineShouldBeAccepted() {
        assertThat(judgeAlice("--offline")).isEqualTo("pass crl-unavailable");
    }

    @Test
    void confShouldJudgeAsTheServerDoes() throws IOException {
        configure(
                """
                <securemessaging>
                  <trust><anchors>file://conf/root.pem</anchors></trust>
                  <revocation><mode>require</mode></revocation>
                  <stamps><authservId>mx.example.org</authservId></stamps>
                </securemessaging>
                """);

        JsonNode report = json("--conf", folder.toString(), fromAlice.toString());

        assertThat(report.get("result").asText()).isEqualTo("temperror");
        assertThat(report.get("authenticationResults").asText())
                .startsWith("mx.example.org; smime=temperror reason=crl-unavailable");
    }

    @Test
    void optionsShouldAddToTheConfigurationAndOverrideIt() throws IOException {
        configure(
                """
                <securemessaging>
                  <trust><anchors>file://conf/root.pem</anchors></trust>
                  <revocation><mode>require</mode></revocation>
                </securemessaging>
                """);
        String conf = folder.toString();
        String mail = fromAlice.toString();

        assertThat(result("--conf", conf, "--crls", noneRevoked.toString(), mail))
                .isEqualTo("pass");
        assertThat(result("--conf", conf, "--revocation", "off", mail))
                .isEqualTo("pass revocation-unchecked");
        assertThat(result("--conf", conf, "--anchors", ANCHOR, "--revocation", "off", mail))
                .isEqualTo("pass revocation-unchecked");
    }

    @Test
    void standardInputShouldBeReadForAHyphen() throws IOException {
        Ran ran =
                Ran.with(
                        Files.readAllBytes(Path.of(GOOD)),
                        false,
                        "verify",
                        "--anchors",
                        ANCHOR,
                        "--at",
                        IN_2026,
                        "-");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("-: pass");
    }

    @Test
    void foldersShouldBeReadInOrderWithoutWhatIsHidden() throws IOException {
        Path messages = Files.createDirectories(folder.resolve("messages"));
        Files.createDirectories(messages.resolve("a/.hidden"));
        for (String name : List.of("b.eml", "a/z", "c", ".secret", "a/.hidden/x")) {
            Files.copy(Path.of(GOOD), messages.resolve(name));
        }

        Ran ran = Ran.with("verify", "--json", messages.toString());

        assertThat(ran.out().lines().map(VerifyCommandTest::parse))
                .extracting(report -> report.get("file").asText())
                .containsExactly(
                        messages.resolve("a/z").toString(),
                        messages.resolve("b.eml").toString(),
                        messages.resolve("c").toString());
    }

    @Test
    void brokenInputShouldGiveAResultAndNoStackTrace() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path noise = Files.write(folder.resolve("noise"), new byte[] {0, -1, 13, 10, 58, 0});

        Ran ran = Ran.with("verify", "--json", empty.toString(), noise.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void tooLargeAMessageShouldExceedALimit() throws IOException {
        configure(
                """
                <securemessaging>
                  <limits><messageSize>1KB</messageSize></limits>
                </securemessaging>
                """);

        assertThat(result("--conf", folder.toString(), GOOD)).isEqualTo("permerror limit-exceeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "verify --unknown x",
                "verify --at yesterday {good}",
                "verify --at 2026-13-01 {good}",
                "verify --revocation sometimes {good}",
                "verify --identity sender {good}",
                "verify --anchors {good} {good}",
                "verify --anchors /nowhere {good}",
                "verify --certs /nowhere {good}",
                "verify --crls {good} {good}",
                "verify --crls /nowhere {good}",
                "verify --conf /nowhere {good}",
                "verify --conf {folder} {good}",
                "verify /nowhere",
                "verify - -",
                "",
                "nonsense"
            })
    void wrongUsageShouldExitWith2AndOneLine(String line) {
        String[] arguments =
                Arrays.stream(line.split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.replace("{good}", GOOD))
                        .map(word -> word.replace("{folder}", folder.toString()))
                        .toArray(String[]::new);

        Ran ran = Ran.with(arguments);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("securemessaging").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "--at,         yesterday, 2026-01-02T03:04:05Z",
        "--revocation, sometimes, 'require, prefer and off'",
        "--identity,   sender,    'from-or-sender, from and off'",
        "--anchors,    /nowhere,  no such file or folder",
        "--conf,       /nowhere,  no such folder"
    })
    void wrongValuesShouldBeNamedWithWhatIsAccepted(String option, String value, String accepted) {
        assertThat(Ran.with("verify", option, value, GOOD).err())
                .contains(option)
                .contains(value)
                .contains(accepted);
    }

    @Test
    void wrongConfigurationShouldNameFileElementAndValue() throws IOException {
        configure("<securemessaging><revocation><mode>maybe</mode></revocation></securemessaging>");

        Ran ran = Ran.with("verify", "--conf", folder.toString(), GOOD);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("securemessaging.xml").contains("mode").contains("maybe");
    }

    @Test
    void malformedConfigurationShouldNameFileAndLine() throws IOException {
        configure("<securemessaging>\n<trust>\n</securemessaging>");

        Ran ran = Ran.with("verify", "--conf", folder.toString(), GOOD);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains("securemessaging.xml").contains("line 3").contains("trust");
    }

    @Test
    void progressShouldBeShownToAPersonWhenManyFilesAreRead() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.copy(Path.of(GOOD), folder.resolve("mail" + i));
        }

        Ran shown = Ran.with(new byte[0], true, "verify", folder.toString());
        Ran hidden = Ran.with(new byte[0], false, "verify", folder.toString());

        assertThat(shown.err()).startsWith("\r\u001b[K1/30 ").endsWith("\r\u001b[K");
        assertThat(hidden.err()).isEmpty();
        assertThat(shown.out()).isEqualTo(hidden.out());
    }

    @Test
    void verboseShouldBeUnderstoodBeforeAndAfterTheCommand() {
        assertThat(Ran.with("-v", "verify", "--anchors", root.toString(), fromAlice.toString()))
                .extracting(Ran::status)
                .isEqualTo(0);
        assertThat(Ran.with("verify", "-vv", "--anchors", root.toString(), fromAlice.toString()))
                .extracting(Ran::status)
                .isEqualTo(0);
    }

    @Test
    void versionAndHelpShouldExitWith0() {
        assertThat(Ran.with("--version").out())
                .matches("(?s)securemessaging \\d+\\.\\d+.*Bouncy Castle \\d.*Java \\d.*");
        assertThat(Ran.with("verify", "--help").status()).isZero();
        assertThat(Ran.with("--help").out()).contains("verify");
    }

    private static Ran verify(String anchor, String... messages) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", "--anchors", anchor, "--at", IN_2026));
        arguments.addAll(List.of(messages));
        return Ran.with(arguments.toArray(String[]::new));
    }

    private static String judgeAlice(String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--anchors", root.toString(), fromAlice.toString()));
        return result(arguments.toArray(String[]::new));
    }

    private static String result(String... options) {
        JsonNode report = json(options);
        List<String> words = new ArrayList<>(List.of(report.get("result").asText()));
        words.addAll(texts(report.get("reasons")));
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }

    private static JsonNode json(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--json"));
        arguments.addAll(List.of(options));
        Ran ran = Ran.with(arguments.toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(1);
        JsonNode report = parse(ran.out());
        boolean pass = report.get("result").asText().equals("pass");
        assertThat(ran.status()).isEqualTo(pass ? 0 : 1);
        return report;
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private void configure(String xml) throws IOException {
        Files.writeString(folder.resolve("securemessaging.xml"), xml);
        Files.copy(root, folder.resolve("root.pem"));
    }

    private static String message(String name) {
        return THUNDERBIRD.resolve(name).toString();
    }
}
