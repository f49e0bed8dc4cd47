package org.securemessaging.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.VerificationReport;

/** What the configuration says reaches the engine: mails of Thunderbird's tests, in spring 2026. */
class VerificationEngineTest {
    private static final String GOOD = "alice.dsig.SHA256.multipart.eml";
    private static final String TRUST = "<trust><anchors>file://conf/anchors/</anchors></trust>";
    private static final String OFF = "<revocation><mode>off</mode></revocation>";

    @TempDir private Path work;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(work.resolve("tmp"));
        Files.createDirectories(work.resolve("conf/anchors"));
        try (InputStream anchor = open("TestCA.pem")) {
            Files.copy(anchor, work.resolve("conf/anchors/TestCA.pem"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                GOOD + " | pass | revocation-unchecked",
                "alice.dsig.SHA256.multipart.bad.eml | fail | digest-mismatch",
                "alice.dsig.SHA1.multipart.eml | policy | weak-algorithm revocation-unchecked"
            })
    void verifyShouldJudgeByTheConfiguredAnchors(String file, String result, String reasons)
            throws IOException {
        assertThat(words(verify(TRUST + OFF, file))).isEqualTo(result + " " + reasons);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                OFF + " | policy untrusted",
                TRUST
                        + "<revocation><mode>require</mode></revocation>"
                        + " | temperror crl-unavailable",
                TRUST + "<revocation><mode>prefer</mode></revocation> | pass crl-unavailable",
                TRUST
                        + OFF
                        + "<limits><messageSize>1KB</messageSize></limits>"
                        + " | permerror limit-exceeded",
                TRUST + OFF + "<limits><parts>1</parts></limits>" + " | permerror limit-exceeded",
                TRUST
                        + OFF
                        + "<algorithms><digest>SHA-512</digest></algorithms>"
                        + " | policy weak-algorithm",
                TRUST
                        + OFF
                        + "<algorithms><digest>SHA-512</digest><allowWeak>true</allowWeak>"
                        + "</algorithms> | pass weak-algorithm revocation-unchecked"
            })
    void verifyShouldFollowTheConfiguration(String configuration, String words) throws IOException {
        assertThat(words(verify(configuration, GOOD))).isEqualTo(words);
    }

    @Test
    void verifyShouldObeyTheTrustList() throws Exception {
        Path list = work.resolve("conf/trust.list");
        Files.writeString(list, "# nothing yet\n");
        String configuration =
                TRUST.replace("</trust>", "<trustList>file://conf/trust.list</trustList></trust>")
                        + OFF;
        String root = thumbprint();

        assertThat(words(verify(configuration, GOOD))).isEqualTo("pass revocation-unchecked");
        Files.writeString(list, "deny " + root + "\n");
        assertThat(words(verify(configuration, GOOD))).startsWith("policy denied");
    }

    private String thumbprint() throws IOException {
        return CertificateFiles.read(work.resolve("conf/anchors/TestCA.pem"))
                .certificates()
                .get(0)
                .sha256();
    }

    @Test
    void verifyShouldLeaveNothingInTheTemporaryFolder() throws IOException {
        String small = "<limits><memoryThreshold>1KB</memoryThreshold></limits>";

        assertThat(verify(TRUST + OFF + small, GOOD).result()).isEqualTo(SignatureResult.PASS);

        try (Stream<Path> left = Files.list(work.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void verifyShouldTrustAnAnchorThatWasPutThereMeanwhile() throws Exception {
        Path anchor = work.resolve("conf/anchors/TestCA.pem");
        Path aside = work.resolve("TestCA.pem");
        Files.move(anchor, aside);
        try (VerificationEngine engine = engine(TRUST + OFF)) {
            assertThat(verify(engine, GOOD).reasons()).contains(ReasonCode.UNTRUSTED);

            Files.move(aside, anchor);

            assertThat(resultWithin(engine, SignatureResult.PASS)).isTrue();
        }
    }

    /** The folder is looked at every two seconds. */
    private boolean resultWithin(VerificationEngine engine, SignatureResult wanted)
            throws Exception {
        for (int tries = 0; tries < 100; tries++) {
            if (verify(engine, GOOD).result() == wanted) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private VerificationReport verify(String configuration, String file) throws IOException {
        try (VerificationEngine engine = engine(configuration)) {
            return verify(engine, file);
        }
    }

    private static VerificationReport verify(VerificationEngine engine, String file)
            throws IOException {
        try (InputStream message = open(file)) {
            return engine.verify(message, engine.request());
        }
    }

    private VerificationEngine engine(String configuration) throws IOException {
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><temporaryFolder>file://tmp</temporaryFolder>"
                        + configuration
                        + "</securemessaging>");
        return new VerificationEngine(
                ConfigurationFolder.load(work.resolve("conf")),
                Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC));
    }

    private static InputStream open(String file) {
        return VerificationEngineTest.class.getResourceAsStream(file);
    }

    private static String words(VerificationReport report) {
        return report.result().keyword()
                + report.reasons().stream()
                        .map(reason -> " " + reason.code())
                        .collect(java.util.stream.Collectors.joining());
    }
}
