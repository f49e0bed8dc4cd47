package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.certificate.Certificate;

/** Messages and structures signed by others, with what their makers say of them. */
class CorporaTest {
    static Stream<String> verifiablePqc() {
        return pqc().filter(path -> standard(path));
    }

    static Stream<String> unsupportedPqc() {
        return pqc().filter(path -> !standard(path));
    }

    @ParameterizedTest
    @MethodSource("verifiablePqc")
    void verifyShouldBeIntactForPostQuantumSignatures(String path) throws IOException {
        String expected = Corpus.text(path.replaceFirst("[^/]*$", "expected_plaintext.txt"));

        try (EncapsulatedReport enclosed =
                Verifying.DEFAULT
                        .verifier()
                        .verifyEncapsulated(
                                Corpus.stream(path), Layers.SPOOL, CertificateSource.none())) {
            SignerReport signer = enclosed.report().signers().get(0);
            assertThat(Layers.describe(enclosed.report())).isEqualTo("intact");
            assertThat(path).containsIgnoringCase("/" + signer.signatureAlgorithm() + "-2.16");
            assertThat(enclosed.content().orElseThrow().octets().toByteArray(1000))
                    .isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("unsupportedPqc")
    void verifyShouldSaySoWhenTheAlgorithmIsUnknown(String path) {
        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(Corpus.octets(path))))
                .isEqualTo("broken unsupported-algorithm");
    }

    @Test
    void thereShouldBeAsManyPostQuantumSignaturesAsCopied() {
        assertThat(verifiablePqc()).hasSize(30);
        assertThat(unsupportedPqc()).hasSize(22);
    }

    /** RFC 4134 §4; the DSA and SHA-1 of 1999 are weak today, and so is RSA of 1024 bits. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    4.1.bin,  intact weak-algorithm weak-algorithm
                    4.2.bin,  intact weak-algorithm weak-key
                    4.3.bin,  [content-missing] broken content-missing
                    4.4.bin,  intact weak-algorithm weak-algorithm
                    4.5.bin,  intact weak-algorithm weak-key
                    4.7.bin,  intact weak-algorithm weak-algorithm
                    4.10.bin, intact weak-algorithm weak-algorithm
                    4.11.bin, ''
                    """)
    void verifyShouldAgreeWithRfc4134(String file, String expected) {
        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(Corpus.octets("rfc4134/" + file))))
                .isEqualTo(expected);
    }

    /** The second signer's key inherits its DSA parameters: docs/decisions/0009 says why not. */
    @Test
    void verifyShouldReportEachOfTwoSigners() {
        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(Corpus.octets("rfc4134/4.6.bin"))))
                .isEqualTo(
                        "intact weak-algorithm weak-algorithm,"
                                + " broken weak-algorithm unsupported-algorithm");
    }

    @Test
    void verifyShouldTakeDetachedContentOfRfc4134() {
        byte[] content = Corpus.octets("rfc4134/ExContent.bin");
        byte[] signature = Corpus.octets("rfc4134/4.3.bin");

        assertThat(Layers.describe(Verifying.DEFAULT.detached(content, signature)))
                .isEqualTo("intact weak-algorithm weak-algorithm");
        assertThat(
                        Layers.describe(
                                Verifying.DEFAULT.detached(
                                        Tampering.flipped(content, 3), signature)))
                .isEqualTo("broken weak-algorithm weak-algorithm signature-invalid");
    }

    @Test
    void verifyShouldListCertificatesWhenThereIsNoSigner() {
        SignedDataReport report = Verifying.DEFAULT.enclosed(Corpus.octets("rfc4134/4.11.bin"));

        assertThat(report.signers()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.certificates())
                .containsExactlyInAnyOrder(
                        Certificate.parse(Corpus.octets("rfc4134/CarlDSSSelf.cer")),
                        Certificate.parse(
                                Corpus.octets("rfc4134/AliceDSSSignByCarlNoInherit.cer")));
    }

    @Test
    void verifyShouldCountUnsignedAttributes() {
        SignerReport signer =
                Verifying.DEFAULT.enclosed(Corpus.octets("rfc4134/4.4.bin")).signers().get(0);

        assertThat(signer.signedAttributes()).isEqualTo(3);
        assertThat(signer.unsignedAttributes()).isEqualTo(2);
        assertThat(signer.countersigned()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "bad_signtime_attr.cms",
        "ct_multiple_attr.cms",
        "no_ct_attr.cms",
        "no_md_attr.cms"
    })
    void verifyShouldFailWhenAttributesAreNotAsTheRfcSays(String file) {
        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(Corpus.octets("openssl/" + file))))
                .isEqualTo("broken attributes-invalid");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    openssl/pkcs7-empty-digest-set.eml, clear intact
                    rfc4134/4.8.eml, clear intact weak-algorithm weak-algorithm
                    rfc4134/4.9.eml, opaque intact weak-algorithm weak-algorithm
                    james/mail_with_signature.eml, clear intact
                    james/mail_with_signature_and_content_type_xpkcs7mime.eml, opaque intact
                    james/mail-with-signature-and-multi-certs.eml, opaque intact
                    james/mail_with_bad_signature.eml, clear broken digest-mismatch weak-algorithm
                    james/mail_with_no_signature.eml, unknown
                    """)
    void messagesShouldHaveTheirLayer(String file, String layer) {
        assertThat(Layers.of(Corpus.message(file))).containsExactly(layer);
    }

    @Test
    void messageWithoutSmimeShouldHaveNoLayer() {
        assertThat(Layers.of(Corpus.message("james/non_smime_mail.eml"))).isEqualTo(List.of());
    }

    private static Stream<String> pqc() {
        return Corpus.paths("pqc-cms", "_signed_attrs.der").stream();
    }

    /** RFC 9882 and RFC 9814 know the pure algorithms only; composites are another matter. */
    private static boolean standard(String path) {
        return path.matches(".*/(ml|slh)-dsa-.*") && !path.contains("-with-");
    }
}
