package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TrustAnchors;

/** Messages that others made, each with the result its makers expect and the one we give. */
class CorpusVerificationTest {
    private static final Path RESOURCES =
            Path.of("src/test/resources/org/securemessaging/verification");
    private static final Instant SPRING_2026 = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "thunderbird.csv", numLinesToSkip = 1)
    void verifyShouldAgreeWithThunderbird(
            String file, boolean signed, boolean good, String result, String reasons)
            throws IOException {
        VerificationReport report = verify("thunderbird", file, "TestCA.pem");

        assertThat(report.result().keyword() + " " + codes(report))
                .isEqualTo(result + " " + (reasons == null ? "" : reasons));
        // What is signed inside an encrypted layer can't be seen without a key.
        boolean hidden = report.reasons().equals(Set.of(ReasonCode.ENCRYPTED));
        if (signed && !hidden) {
            assertThat(report.result() == SignatureResult.PASS).isEqualTo(good);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "others.csv", numLinesToSkip = 1)
    void verifyShouldGiveTheExpectedResult(
            String folder, String file, String anchor, String result, String reasons)
            throws IOException {
        VerificationReport report = verify(folder, file, anchor);

        assertThat(report.result().keyword() + " " + codes(report))
                .isEqualTo(result + " " + (reasons == null ? "" : reasons));
    }

    private VerificationReport verify(String origin, String file, String anchor)
            throws IOException {
        Provider bouncyCastle = new BouncyCastleProvider();
        Path messages = RESOURCES.resolve(origin);
        return new TestEngine(
                        folder, bouncyCastle, TrustAnchors.read(List.of(messages.resolve(anchor))))
                .verify(Files.readAllBytes(messages.resolve(file)), SPRING_2026);
    }

    private static String codes(VerificationReport report) {
        return report.reasons().stream().map(ReasonCode::code).collect(Collectors.joining(" "));
    }
}
