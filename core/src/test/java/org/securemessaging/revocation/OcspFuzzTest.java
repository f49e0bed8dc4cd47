package org.securemessaging.revocation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.net.FetchBudget;

/** Whatever a responder answers, there is a status or a word on what is wrong. */
final class OcspFuzzTest {
    private static final Instant AT = Instant.parse("2012-10-11T08:41:14Z");
    private static final RevocationQuestion QUESTION =
            new RevocationQuestion(
                    certificate("ND1_Cert_EE.pem"),
                    certificate("ND1_Issuer_ICA.pem"),
                    AT,
                    List.of(),
                    FetchBudget.none());
    private static final OcspJudgement JUDGEMENT =
            new OcspJudgement(RevocationRules.DEFAULT, Clock.fixed(AT, ZoneOffset.UTC));

    @FuzzTest(maxDuration = "60s")
    void judgeShouldAlwaysGiveAStatus(byte[] octets) {
        try {
            OcspResponse response = OcspResponse.parse(octets);
            response.certificates();
            response.responder();
            // Whoever signed it.
            JUDGEMENT.judge(response, QUESTION, Optional.empty(), signed -> List.of());
        } catch (OcspFormatException | OcspRefusalException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }

    private static Certificate certificate(String file) {
        try (InputStream in = OcspFuzzTest.class.getResourceAsStream("openssl-ocsp/" + file)) {
            return CertificateFiles.parse(in.readAllBytes()).certificates().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
