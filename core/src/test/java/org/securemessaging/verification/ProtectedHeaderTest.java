package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

/** The IETF's own samples, as they are, and with a header that someone changed. */
class ProtectedHeaderTest {
    private static final String SAMPLES = "/org/securemessaging/verification/rfc9788/";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smime-multipart-hp.eml",
                "smime-multipart-complex-hp.eml",
                "smime-multipart-complex-rfc8551hp.eml",
                "smime-one-part-hp.eml",
                "smime-multipart.eml"
            })
    void nothingShouldDifferAsTheIetfWroteThem(String name) throws Exception {
        assertThat(differences(sample(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smime-multipart-hp.eml",
                "smime-multipart-complex-hp.eml",
                "smime-multipart-complex-rfc8551hp.eml",
                "smime-one-part-hp.eml"
            })
    void changedSubjectShouldBeReported(String name) throws Exception {
        String message = sample(name);
        String changed = message.replaceFirst("Subject: .*", "Subject: Pay 100");
        VerificationReport report = verify(changed);
        assertThat(report.reasons()).contains(ReasonCode.HEADER_MISMATCH);
        String signed = name.replace(".eml", "");
        assertThat(report.layers().get(0).differences())
                .containsExactly(
                        new HeaderDifference("Subject", List.of("Pay 100"), List.of(signed)));
    }

    @Test
    void everyFieldShouldBeReportedThatIsMissingOrDoubled() throws Exception {
        String changed =
                sample("smime-multipart-hp.eml")
                        .replaceFirst("User-Agent: .*\r?\n", "")
                        .replaceFirst("(To: .*\r?\n)", "$1$1");
        assertThat(differences(changed))
                .extracting(HeaderDifference::name)
                .containsExactlyInAnyOrder("To", "User-Agent");
    }

    @Test
    void foldingShouldMakeNoDifference() throws Exception {
        String changed =
                sample("smime-multipart-hp.eml")
                        .replaceFirst("From: Alice <", "From: Alice\r\n  <");
        assertThat(differences(changed)).isEmpty();
    }

    @Test
    void unprotectedSubjectShouldNotBeCompared() throws Exception {
        String changed =
                sample("smime-multipart.eml").replaceFirst("Subject: .*", "Subject: Pay 100");
        assertThat(differences(changed)).isEmpty();
    }

    private List<HeaderDifference> differences(String message) throws Exception {
        return verify(message).layers().get(0).differences();
    }

    private VerificationReport verify(String message) throws Exception {
        List<Certificate> anchors =
                CertificateFiles.read(
                                Path.of(
                                        getClass()
                                                .getResource("/chains/rfc9216/ca.rsa.crt")
                                                .toURI()))
                        .certificates();
        return new TestEngine(folder, new BouncyCastleProvider(), TrustAnchors.of(anchors))
                .verify(message.getBytes(StandardCharsets.ISO_8859_1), TestPki.NOW);
    }

    private static String sample(String name) throws Exception {
        return Files.readString(
                Path.of(ProtectedHeaderTest.class.getResource(SAMPLES + name).toURI()),
                StandardCharsets.ISO_8859_1);
    }
}
