package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1BitString;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;

/**
 * Reads whatever a stranger may send. The seeds are signatures over {@link HandMade#CONTENT} by
 * keys nobody has any more, so that no other content may ever be intact under them.
 */
class SignedDataFuzzTest {
    private static final SpoolLimits SPOOL =
            new SpoolLimits(1 << 20, 1 << 20, Path.of(System.getProperty("java.io.tmpdir")));

    private static final String SEEDS = "org/securemessaging/cms/SignedDataFuzzTestInputs";

    private static final Set<ASN1BitString> SEED_KEYS = seedKeys();

    @FuzzTest(maxDuration = "60s")
    void verifyEnclosedShouldAlwaysReport(byte[] der) throws IOException {
        try (EncapsulatedReport enclosed =
                Verifying.DEFAULT
                        .verifier()
                        .verifyEncapsulated(
                                new ByteArrayInputStream(der), SPOOL, CertificateSource.none())) {
            boolean intact = enclosed.report().signers().stream().anyMatch(this::intactUnderSeed);
            if (intact) {
                Optional<MessageBytes> content = enclosed.content();
                assertThat(content.orElseThrow().octets().toByteArray(1 << 20))
                        .isEqualTo(HandMade.CONTENT);
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void verifyDetachedShouldNeverHoldForOtherContent(byte[] der) {
        SignedDataReport report = Verifying.DEFAULT.detached(new byte[] {'o', 't', 'h'}, der);

        assertThat(report.signers()).noneMatch(this::intactUnderSeed);
    }

    @FuzzTest(maxDuration = "60s")
    void typeShouldAlwaysBeTold(byte[] start) {
        assertThat(CmsType.peek(start)).isNotNull();
    }

    private boolean intactUnderSeed(SignerReport signer) {
        return signer.intact()
                && SEED_KEYS.contains(
                        signer.certificate()
                                .orElseThrow()
                                .holder()
                                .getSubjectPublicKeyInfo()
                                .getPublicKeyData());
    }

    private static Set<ASN1BitString> seedKeys() {
        return Corpus.resources(SEEDS + "/verifyEnclosedShouldAlwaysReport").stream()
                .map(Verifying.DEFAULT::enclosed)
                .flatMap(report -> report.certificates().stream())
                .map(certificate -> certificate.holder().getSubjectPublicKeyInfo())
                .map(info -> info.getPublicKeyData())
                .collect(Collectors.toSet());
    }
}
