package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.cms.TestSigner.Packaging;

/** Every algorithm in every form of CMS, and each of them tampered with. */
class SignedDataMatrixTest {
    private static final byte[] CONTENT =
            "Content-Type: text/plain\r\n\r\nPay 100.\r\n".getBytes(StandardCharsets.US_ASCII);

    /** A form of signature. */
    record Form(TestAlgorithm algorithm, boolean byKey, boolean attributes, Packaging packaging) {
        CMSSignedData sign() {
            return TestSigner.of(algorithm)
                    .sign(CONTENT, byKey, attributes, packaging != Packaging.DETACHED);
        }

        String verify(byte[] content, CMSSignedData signed) {
            return Layers.describe(
                    Verifying.DEFAULT.verify(
                            content, TestSigner.encoded(signed, packaging), packaging));
        }
    }

    static Stream<Form> forms() {
        Stream.Builder<Form> forms = Stream.builder();
        for (TestAlgorithm algorithm : TestAlgorithm.values()) {
            for (Packaging packaging : Packaging.values()) {
                forms.add(new Form(algorithm, false, false, packaging));
                forms.add(new Form(algorithm, false, true, packaging));
                forms.add(new Form(algorithm, true, false, packaging));
                forms.add(new Form(algorithm, true, true, packaging));
            }
        }
        return forms.build();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void verifyShouldBeIntactOnlyWhenNothingIsTamperedWith(Form form) {
        CMSSignedData signed = form.sign();
        String weakness = form.algorithm().weakness;

        assertThat(form.verify(CONTENT, signed)).isEqualTo("intact" + weakness);
        assertThat(
                        form.verify(
                                CONTENT,
                                Tampering.signature(
                                        signed, s -> Tampering.flipped(s, s.length / 2))))
                .isEqualTo("broken" + weakness + " signature-invalid");
        assertThat(tamperedContent(form, signed))
                .isEqualTo(
                        form.attributes()
                                ? "broken digest-mismatch" + weakness
                                : "broken" + weakness + " signature-invalid");
    }

    @ParameterizedTest
    @EnumSource
    void verifyShouldNameTheAlgorithms(TestAlgorithm algorithm) {
        byte[] der = TestSigner.of(algorithm).sign(CONTENT, false, true, Packaging.OPAQUE_DER);

        SignerReport signer = Verifying.DEFAULT.enclosed(der).signers().get(0);

        assertThat(signer.signatureAlgorithm()).isEqualTo(algorithm.signatureName);
        assertThat(signer.digestAlgorithm()).isEqualTo(algorithm.digestName);
        assertThat(signer.certificate()).contains(TestSigner.of(algorithm).parsedCertificate());
    }

    @ParameterizedTest
    @EnumSource
    void verifyShouldFailWhenTheDigestAttributeIsTamperedWith(TestAlgorithm algorithm) {
        CMSSignedData signed = TestSigner.of(algorithm).sign(CONTENT, false, true, true);

        CMSSignedData tampered =
                Tampering.attribute(
                        signed, CMSAttributes.messageDigest, new DEROctetString(new byte[32]));

        assertThat(describe(tampered))
                .isEqualTo("broken digest-mismatch" + algorithm.weakness + " signature-invalid");
    }

    @ParameterizedTest
    @EnumSource
    void verifyShouldFailWhenTheCertificateHoldsAnotherKey(TestAlgorithm algorithm) {
        TestSigner signer = TestSigner.of(algorithm);
        TestSigner other = TestSigner.of(algorithm, algorithm.newKeys());

        CMSSignedData signed =
                signer.sign(CONTENT, false, true, true, List.of(other.certificate()));

        assertThat(describe(signed))
                .isEqualTo("broken" + algorithm.weakness + " signature-invalid");
    }

    private static String describe(CMSSignedData signed) {
        return Layers.describe(
                Verifying.DEFAULT.enclosed(TestSigner.encoded(signed, Packaging.OPAQUE_DER)));
    }

    private static String tamperedContent(Form form, CMSSignedData signed) {
        if (form.packaging() == Packaging.DETACHED) {
            return form.verify(Tampering.flipped(CONTENT, CONTENT.length - 4), signed);
        }
        return form.verify(
                CONTENT, Tampering.content(signed, c -> Tampering.flipped(c, c.length - 4)));
    }
}
