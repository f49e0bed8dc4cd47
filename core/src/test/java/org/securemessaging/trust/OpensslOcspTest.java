package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.FetchResult;
import org.securemessaging.revocation.OcspClient;
import org.securemessaging.revocation.OcspMethod;
import org.securemessaging.revocation.OcspSettings;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationMethod;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.revocation.RevocationStatus;

/** The OCSP cases of OpenSSL's own tests, with the results that OpenSSL expects. */
class OpensslOcspTest {
    private static final String FOLDER = "/org/securemessaging/revocation/openssl-ocsp/";
    // They are certificates of web sites.
    private static final PathRules RULES = new PathRules(true, false, false, PathLimits.DEFAULT);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = FOLDER + "cases.csv", numLinesToSkip = 1, delimiter = ';')
    void validateShouldAgreeWithOpenssl(
            String group,
            String title,
            String response,
            String target,
            String issuer,
            String untrusted,
            boolean good)
            throws IOException, OCSPException {
        byte[] answer = Base64.getMimeDecoder().decode(bytes(response));
        Instant at = thisUpdate(answer).plusSeconds(1);
        Certificate certificate = certificate(target);
        List<Certificate> pool = untrusted == null ? List.of() : certificates(untrusted);

        PathReport report =
                new BuildingPathValidator(
                                TrustAnchors.of(List.of(certificate(issuer))),
                                TrustAnchors.of(pool),
                                Validators.CHECKER,
                                new RevocationChecker(List.of(asked(certificate, answer, at))),
                                RULES)
                        .validate(
                                certificate,
                                PathQuery.at(at, RevocationMode.REQUIRE)
                                        .with(FetchBudget.perMail())
                                        .allowingWeak(true));

        assertThat(report.valid()).as(report.toString()).isEqualTo(good);
    }

    /** The responder knows of the target alone; those above it count as good. */
    private static RevocationMethod asked(Certificate target, byte[] answer, Instant at) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        OcspClient client =
                new OcspClient(
                        (request, sink) -> {
                            sink.write(answer);
                            return new FetchResult.Complete(answer.length);
                        },
                        OcspSettings.DEFAULT,
                        clock);
        OcspMethod ocsp = new OcspMethod(client, RevocationRules.DEFAULT, clock);
        return (question, authority) ->
                question.certificate().equals(target)
                        ? ocsp.check(question, authority)
                        : new RevocationStatus.Good(at.plus(Duration.ofDays(1)), List.of());
    }

    private static Instant thisUpdate(byte[] answer) throws IOException, OCSPException {
        BasicOCSPResp response = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
        return response.getResponses()[0].getThisUpdate().toInstant();
    }

    private static Certificate certificate(String file) throws IOException {
        return certificates(file).get(0);
    }

    private static List<Certificate> certificates(String file) throws IOException {
        return CertificateFiles.parse(bytes(file)).certificates();
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = OpensslOcspTest.class.getResourceAsStream(FOLDER + file)) {
            return in.readAllBytes();
        }
    }
}
