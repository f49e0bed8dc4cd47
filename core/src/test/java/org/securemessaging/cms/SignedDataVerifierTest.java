package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.TestSigner.Packaging;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.ReasonCode;

class SignedDataVerifierTest {
    private static final TestSigner SIGNER = HandMade.SIGNER;
    private static final X509CertificateHolder STRANGER =
            TestSigner.of(TestAlgorithm.P256).certificate();

    @Test
    void verifyShouldTakeTheCertificateFromTheSource() {
        byte[] der = HandMade.proper().certificates(List.of()).der();

        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(der)))
                .isEqualTo("broken signer-certificate-missing");
        assertThat(
                        Layers.describe(
                                Verifying.DEFAULT.with(source(SIGNER.certificate())).enclosed(der)))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldTellTheSignerToTheSource() {
        List<SignerId> asked = new ArrayList<>();
        CertificateSource source =
                signer -> {
                    asked.add(signer);
                    return List.of();
                };

        Verifying.DEFAULT.with(source).enclosed(HandMade.proper().der());

        assertThat(asked)
                .containsExactly(
                        new SignerId.IssuerAndSerial(new X500Name("CN=Test CA"), BigInteger.TEN));
    }

    @Test
    void verifyShouldNotTakeACertificateThatDoesNotFit() {
        X509CertificateHolder otherSerial =
                TestSigner.certificate(
                        TestAlgorithm.RSA_SHA256, SIGNER.keys(), BigInteger.ONE, true);

        assertThat(HandMade.proper().certificates(List.of(otherSerial)).verify())
                .isEqualTo("broken signer-certificate-missing");
    }

    @Test
    void verifyShouldStillTellOfTheDigestWhenTheCertificateIsMissing() {
        byte[] der =
                HandMade.proper()
                        .certificates(List.of())
                        .content("other".getBytes(StandardCharsets.US_ASCII))
                        .der();

        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(der)))
                .isEqualTo("broken signer-certificate-missing digest-mismatch");
    }

    /** All with the signer's issuer, serial number and key identifier. */
    @Test
    void verifyShouldTryEveryKeyThatFits() {
        List<X509CertificateHolder> fitting = List.of(STRANGER, SIGNER.certificate());

        SignedDataReport report =
                Verifying.DEFAULT.enclosed(HandMade.proper().certificates(fitting).der());

        assertThat(Layers.describe(report)).isEqualTo("intact");
        assertThat(report.signers().get(0).certificate()).contains(SIGNER.parsedCertificate());
        assertThat(report.signers().get(0).alternatives()).isEmpty();
        assertThat(report.certificates())
                .containsExactly(TestSigner.parsed(STRANGER), SIGNER.parsedCertificate());
    }

    @Test
    void verifyShouldGiveAllCertificatesThatHoldTheKey() {
        X509CertificateHolder renewed =
                TestSigner.certificate(
                        TestAlgorithm.RSA_SHA256, SIGNER.keys(), BigInteger.TWO, true);
        byte[] der = byKey().certificates(List.of(renewed, SIGNER.certificate())).der();

        SignerReport signer = Verifying.DEFAULT.enclosed(der).signers().get(0);

        assertThat(signer.intact()).isTrue();
        assertThat(signer.certificate()).contains(TestSigner.parsed(renewed));
        assertThat(signer.alternatives()).containsExactly(SIGNER.parsedCertificate());
    }

    @Test
    void verifyShouldTryNoMoreKeysThanAllowed() {
        List<X509CertificateHolder> fitting =
                Stream.concat(
                                Stream.of(
                                                TestAlgorithm.P256,
                                                TestAlgorithm.P384,
                                                TestAlgorithm.P521,
                                                TestAlgorithm.ED25519)
                                        .map(algorithm -> TestSigner.of(algorithm).certificate()),
                                Stream.of(SIGNER.certificate()))
                        .toList();

        assertThat(HandMade.proper().certificates(fitting).verify())
                .isEqualTo("broken signature-invalid limit-exceeded");
    }

    @Test
    void verifyShouldDeriveTheKeyIdentifierOnlyWithoutChoice() throws IOException {
        X509CertificateHolder bare =
                TestSigner.certificate(
                        TestAlgorithm.RSA_SHA256, SIGNER.keys(), BigInteger.TWO, false);
        X509CertificateHolder bareToo =
                TestSigner.certificate(
                        TestAlgorithm.RSA_SHA256, SIGNER.keys(), BigInteger.TEN, false);
        byte[] hash =
                DigestAlgorithm.SHA_1
                        .newDigest(Layers.BOUNCY_CASTLE)
                        .digest(bare.getSubjectPublicKeyInfo().getPublicKeyData().getBytes());
        HandMade made =
                HandMade.proper().identifiedBy(new SignerIdentifier(new DEROctetString(hash)));

        assertThat(made.certificates(List.of(bare)).verify()).isEqualTo("intact");
        assertThat(made.certificates(List.of(bare, bareToo)).verify())
                .isEqualTo("broken signer-certificate-missing");
        assertThat(made.certificates(List.of(SIGNER.certificate())).verify())
                .isEqualTo("broken signer-certificate-missing");
    }

    @Test
    void verifyShouldFailWhenTheDigestsDisagree() {
        CMSSignedData signed = SIGNER.sign(HandMade.CONTENT, false, true, true);
        AlgorithmIdentifier sha512 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512);
        AlgorithmIdentifier withSha512 =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.sha512WithRSAEncryption);

        assertThat(describe(Tampering.digestAlgorithm(signed, sha512)))
                .isEqualTo(
                        "broken algorithm-protection-mismatch digest-mismatch signature-invalid");
        assertThat(describe(Tampering.signatureAlgorithm(signed, withSha512)))
                .isEqualTo("broken algorithm-protection-mismatch signature-invalid");
    }

    @Test
    void verifyShouldFailWhenTheAlgorithmIsAnotherKeys() {
        CMSSignedData signed = SIGNER.sign(HandMade.CONTENT, false, false, true);

        assertThat(
                        describe(
                                Tampering.signatureAlgorithm(
                                        signed,
                                        new AlgorithmIdentifier(
                                                X9ObjectIdentifiers.ecdsa_with_SHA256))))
                .isEqualTo("broken signature-invalid");
    }

    @Test
    void verifyShouldSaySoWhenTheDigestIsUnknown() {
        CMSSignedData signed = SIGNER.sign(HandMade.CONTENT, false, false, true);

        assertThat(
                        describe(
                                Tampering.digestAlgorithm(
                                        signed,
                                        new AlgorithmIdentifier(PKCSObjectIdentifiers.md4))))
                .isEqualTo("broken unsupported-algorithm");
    }

    @Test
    void verifyShouldTolerateWeaknessWhenAllowed() {
        byte[] der =
                TestSigner.of(TestAlgorithm.RSA_SHA1)
                        .sign(HandMade.CONTENT, false, true, Packaging.OPAQUE_DER);

        SignedDataReport strict = Verifying.DEFAULT.enclosed(der);
        SignedDataReport tolerant =
                Verifying.DEFAULT
                        .with(AlgorithmPolicy.defaults().withAllowWeak(true))
                        .enclosed(der);

        assertThat(strict.signers().get(0).findings().get(0).effect().keyword())
                .isEqualTo("policy");
        assertThat(tolerant.signers().get(0).findings().get(0).effect().keyword())
                .isEqualTo("pass");
        assertThat(tolerant.signers().get(0).findings().get(0).reason())
                .isEqualTo(ReasonCode.WEAK_ALGORITHM);
    }

    @Test
    void verifyShouldCanonicaliseDetachedContent() {
        byte[] signature = detached("a line\r\nanother\r\n");

        assertThat(detached("a line\nanother\n", ContentForm.CANONICAL, signature))
                .isEqualTo("intact");
        assertThat(detached("a line\r\nanother\n", ContentForm.CANONICAL, signature))
                .isEqualTo("intact");
        assertThat(detached("a line\nanother", ContentForm.CANONICAL, signature))
                .isEqualTo("broken digest-mismatch");
    }

    @Test
    void verifyShouldTakeVerbatimContentOnlyWhereItIsBinary() {
        byte[] signature = detached("a\nb\r\n");

        assertThat(detached("a\nb\r\n", ContentForm.CANONICAL, signature))
                .isEqualTo("broken digest-mismatch");
        assertThat(detached("a\nb\r\n", ContentForm.CANONICAL_OR_VERBATIM, signature))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldTakeVerbatimContentWithoutAttributes() {
        byte[] content = "a\nb\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = SIGNER.sign(content, false, false, Packaging.DETACHED);

        assertThat(detached("a\nb\r\n", ContentForm.CANONICAL_OR_VERBATIM, signature))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldDigestEnclosedContentAsItIs() {
        byte[] content = "a\nb\rc\0".getBytes(StandardCharsets.US_ASCII);

        assertThat(
                        Layers.describe(
                                Verifying.DEFAULT.enclosed(
                                        SIGNER.sign(content, false, true, Packaging.OPAQUE_BER))))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldTakeADetachedSignatureThatEnclosesTheSameContent() {
        byte[] der = HandMade.proper().der();

        assertThat(Layers.describe(Verifying.DEFAULT.detached(HandMade.CONTENT, der)))
                .isEqualTo("intact");
        assertThat(Layers.describe(Verifying.DEFAULT.detached(new byte[] {1}, der)))
                .isEqualTo("[digest-mismatch] broken digest-mismatch digest-mismatch");
    }

    @Test
    void verifyShouldTakeADetachedSignatureThatEnclosesAnEmptyContent() {
        byte[] signature = HandMade.proper().content(new byte[0]).der();

        assertThat(Layers.describe(Verifying.DEFAULT.detached(HandMade.CONTENT, signature)))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldSaySoWhenContentIsMissing() {
        assertThat(HandMade.proper().detached().verify())
                .isEqualTo("[content-missing] broken content-missing");
    }

    @Test
    void verifyShouldReportEverySigner() {
        assertThat(HandMade.proper().signers(16).verify())
                .isEqualTo(String.join(", ", java.util.Collections.nCopies(16, "intact")));
    }

    @Test
    void verifyShouldJudgeNothingBeyondTheLimits() throws IOException {
        List<X509CertificateHolder> certificates = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            certificates.add(SIGNER.certificate());
        }
        byte[] der = HandMade.proper().der();
        int signer = SIGNER.certificate().getEncoded().length;

        assertThat(HandMade.proper().signers(17).verify()).isEqualTo("[limit-exceeded] ");
        assertThat(HandMade.proper().certificates(certificates).verify())
                .isEqualTo("[limit-exceeded] ");
        assertThat(limited(new CmsLimits(1, 1, signer, 1, 1, 2000, 2, 1, 1), der))
                .isEqualTo("intact");
        assertThat(limited(new CmsLimits(1, 1, signer - 1, 1, 1, 2000, 2, 1, 1), der))
                .isEqualTo("[limit-exceeded] ");
        assertThat(limited(new CmsLimits(1, 1, signer, 1, 1, 200, 2, 1, 1), der))
                .isEqualTo("[limit-exceeded] ");
    }

    @Test
    void verifyShouldSaySoWhenContentIsTooLarge(@TempDir Path folder) throws IOException {
        byte[] der = HandMade.proper().der();

        try (EncapsulatedReport report =
                Verifying.DEFAULT
                        .verifier()
                        .verifyEncapsulated(
                                new ByteArrayInputStream(der),
                                new SpoolLimits(4, HandMade.CONTENT.length - 1, folder),
                                CertificateSource.none())) {
            assertThat(Layers.describe(report.report())).isEqualTo("[limit-exceeded] ");
            assertThat(report.content()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void verifyShouldGiveTheContent(@TempDir Path folder) throws IOException {
        byte[] der = HandMade.proper().content(new byte[] {1, 2, 3}).der();

        try (EncapsulatedReport report =
                Verifying.DEFAULT
                        .verifier()
                        .verifyEncapsulated(
                                new ByteArrayInputStream(der),
                                new SpoolLimits(1, 100, folder),
                                CertificateSource.none())) {
            assertThat(Layers.describe(report.report())).isEqualTo("broken digest-mismatch");
            assertThat(report.content().orElseThrow().octets().toByteArray(3))
                    .containsExactly(1, 2, 3);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void verifyShouldReadOverOctetsBehindTheStructure() {
        byte[] der = HandMade.proper().der();

        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(Arrays.copyOf(der, der.length + 9))))
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldSaySoWhereverTheStructureIsCut() {
        for (Packaging packaging : Packaging.values()) {
            byte[] der = SIGNER.sign(new byte[500], false, true, packaging);
            for (int length = 0; length < der.length; length++) {
                SignedDataReport report =
                        Verifying.DEFAULT.verify(
                                new byte[500], Arrays.copyOf(der, length), packaging);
                assertThat(Layers.describe(report))
                        .as("%s cut to %d", packaging, length)
                        .isEqualTo("[malformed-cms] ");
            }
        }
    }

    @Test
    void verifyShouldNeverBeIntactForOtherContentWhateverOctetIsChanged() {
        for (Packaging packaging : Packaging.values()) {
            byte[] der = SIGNER.sign(HandMade.CONTENT, false, true, packaging);
            for (int i = 0; i < der.length; i++) {
                assertSameIfIntact(Tampering.flipped(der, i), packaging);
            }
        }
    }

    /** What may change is what is not signed: a version, the certificate's own signature. */
    private static void assertSameIfIntact(byte[] changed, Packaging packaging) {
        for (SignerReport signer :
                Verifying.DEFAULT.verify(HandMade.CONTENT, changed, packaging).signers()) {
            if (signer.intact()) {
                assertThat(signer.certificate().map(SignedDataVerifierTest::key))
                        .contains(key(SIGNER.parsedCertificate()));
                assertThat(enclosedContent(changed, packaging)).isEqualTo(HandMade.CONTENT);
            }
        }
    }

    private static ASN1BitString key(Certificate certificate) {
        return certificate.holder().getSubjectPublicKeyInfo().getPublicKeyData();
    }

    @Test
    void verifyShouldReadOverCertificatesThatAreNone() throws IOException {
        byte[] der = HandMade.proper().certificates(List.of(STRANGER, SIGNER.certificate())).der();
        int at = indexOf(der, STRANGER.getEncoded());
        // The tag of tbsCertificate becomes that of an octet string.
        der[at + 4] = 0x04;

        SignedDataReport report = Verifying.DEFAULT.enclosed(der);

        assertThat(Layers.describe(report)).isEqualTo("[malformed-certificate] intact");
        assertThat(report.findings().get(0).effect().keyword()).isEqualTo("pass");
        assertThat(report.certificates()).containsExactly(SIGNER.parsedCertificate());
    }

    @Test
    void verifyShouldRefuseWhatIsNoSignedData() {
        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(new byte[0])))
                .isEqualTo("[malformed-cms] ");
        assertThat(Layers.describe(Verifying.DEFAULT.enclosed(new byte[100])))
                .isEqualTo("[malformed-cms] ");
        assertThat(
                        Layers.describe(
                                Verifying.DEFAULT.enclosed(
                                        "Not CMS.".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("[malformed-cms] ");
    }

    private static String limited(CmsLimits limits, byte[] der) {
        return Layers.describe(Verifying.DEFAULT.with(limits).enclosed(der));
    }

    private static HandMade byKey() {
        return HandMade.proper()
                .identifiedBy(new SignerIdentifier(new DEROctetString(TestSigner.KEY_IDENTIFIER)));
    }

    private static CertificateSource source(X509CertificateHolder certificate) {
        return CertificateSource.of(List.<Certificate>of(TestSigner.parsed(certificate)));
    }

    private static String describe(CMSSignedData signed) {
        return Layers.describe(
                Verifying.DEFAULT.enclosed(TestSigner.encoded(signed, Packaging.OPAQUE_DER)));
    }

    private static byte[] detached(String content) {
        return SIGNER.sign(
                content.getBytes(StandardCharsets.US_ASCII), false, true, Packaging.DETACHED);
    }

    private static String detached(String content, ContentForm form, byte[] signature) {
        return Layers.describe(
                Verifying.DEFAULT.detached(
                        content.getBytes(StandardCharsets.US_ASCII), form, signature));
    }

    private static byte[] enclosedContent(byte[] der, Packaging packaging) {
        if (packaging == Packaging.DETACHED) {
            return HandMade.CONTENT;
        }
        try (EncapsulatedReport report =
                Verifying.DEFAULT
                        .verifier()
                        .verifyEncapsulated(
                                new ByteArrayInputStream(der),
                                Layers.SPOOL,
                                CertificateSource.none())) {
            return report.content().orElseThrow().octets().toByteArray(1000);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int indexOf(byte[] whole, byte[] part) {
        return new String(whole, StandardCharsets.ISO_8859_1)
                .indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
