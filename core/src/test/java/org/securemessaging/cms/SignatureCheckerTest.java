package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureCheckerTest {
    private static final byte[] OCTETS = "octets".getBytes(StandardCharsets.US_ASCII);
    private static final AlgorithmIdentifier RSA_SHA256 =
            new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    @ParameterizedTest
    @EnumSource
    void checkShouldBeValidForACertificatesOwnSignature(TestAlgorithm algorithm)
            throws IOException {
        var certificate = TestSigner.of(algorithm).certificate();
        byte[] signed = certificate.toASN1Structure().getTBSCertificate().getEncoded();
        byte[] signature = certificate.getSignature();

        SignatureCheck check =
                checker()
                        .check(
                                certificate.getSubjectPublicKeyInfo(),
                                certificate.getSignatureAlgorithm(),
                                signed,
                                signature);

        assertThat(describe(check)).isEqualTo("VALID" + algorithm.weakness);
        assertThat(check.algorithm()).isEqualTo(algorithm.signatureName);
        assertThat(
                        describe(
                                checker()
                                        .check(
                                                certificate.getSubjectPublicKeyInfo(),
                                                certificate.getSignatureAlgorithm(),
                                                Tampering.flipped(signed, 9),
                                                signature)))
                .isEqualTo("INVALID" + algorithm.weakness + " signature-invalid");
    }

    @ParameterizedTest
    @EnumSource
    void checkShouldBeInvalidForSignaturesOfAnyLength(TestAlgorithm algorithm) throws IOException {
        var certificate = TestSigner.of(algorithm).certificate();
        byte[] signed = certificate.toASN1Structure().getTBSCertificate().getEncoded();
        byte[] signature = certificate.getSignature();
        for (int length : new int[] {0, 1, signature.length - 1, signature.length + 1, 60_000}) {
            assertThat(
                            checker()
                                    .check(
                                            certificate.getSubjectPublicKeyInfo(),
                                            certificate.getSignatureAlgorithm(),
                                            signed,
                                            Arrays.copyOf(signature, length))
                                    .outcome())
                    .isEqualTo(SignatureOutcome.INVALID);
        }
    }

    @Test
    void checkShouldSaySoWhenTheAlgorithmIsUnknown() {
        SignatureCheck check =
                checker()
                        .check(
                                info(TestAlgorithm.RSA_SHA256),
                                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4")),
                                OCTETS,
                                new byte[256]);

        assertThat(describe(check)).isEqualTo("UNDECIDED unsupported-algorithm");
        assertThat(check.algorithm()).isEqualTo("1.2.3.4");
    }

    @Test
    void checkShouldSaySoWhenTheAlgorithmNamesNoDigest() {
        assertThat(
                        check(
                                info(TestAlgorithm.RSA_SHA256),
                                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption)))
                .isEqualTo("UNDECIDED unsupported-algorithm");
    }

    @Test
    void checkShouldBeInvalidWhenTheKeyIsOfAnotherKind() {
        assertThat(check(info(TestAlgorithm.P256), RSA_SHA256))
                .isEqualTo("INVALID signature-invalid");
        assertThat(check(info(TestAlgorithm.RSA_SHA256), ECDSA_SHA256))
                .isEqualTo("INVALID signature-invalid");
        assertThat(
                        check(
                                info(TestAlgorithm.ED448),
                                new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519)))
                .isEqualTo("INVALID signature-invalid");
        assertThat(
                        check(
                                info(TestAlgorithm.ML_DSA_44),
                                new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_65)))
                .isEqualTo("INVALID signature-invalid");
    }

    @Test
    void checkShouldRefuseParametersWhereThereAreNone() {
        assertThat(
                        check(
                                info(TestAlgorithm.ED25519),
                                new AlgorithmIdentifier(
                                        EdECObjectIdentifiers.id_Ed25519, new DERUTF8String("x"))))
                .isEqualTo("UNDECIDED unsupported-algorithm");
    }

    @ParameterizedTest
    @CsvSource({
        "16385, 65537, UNDECIDED malformed-certificate",
        "511, 65537, UNDECIDED malformed-certificate",
        "2048, 1, UNDECIDED malformed-certificate",
        "2048, 2, UNDECIDED malformed-certificate",
        "2048, 65536, UNDECIDED malformed-certificate",
        "2048, -3, UNDECIDED malformed-certificate",
        "2048, 0, UNDECIDED malformed-certificate",
        "2048, 3, INVALID signature-invalid",
        "2047, 3, INVALID weak-key signature-invalid",
        "16384, 65537, INVALID signature-invalid"
    })
    void checkShouldBoundRsaKeys(int bits, long exponent, String expected) throws IOException {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);

        assertThat(check(rsa(modulus, BigInteger.valueOf(exponent)), RSA_SHA256))
                .isEqualTo(expected);
    }

    @Test
    void checkShouldBoundRsaExponents() throws IOException {
        BigInteger large = BigInteger.ONE.shiftLeft(8191).add(BigInteger.ONE);
        BigInteger exponent = BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE);

        assertThat(check(rsa(large, exponent), RSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
        assertThat(check(rsa(large.negate(), BigInteger.valueOf(3)), RSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
    }

    @Test
    void checkShouldRefuseExplicitCurves() {
        SubjectPublicKeyInfo named = info(TestAlgorithm.P256);
        ASN1Encodable explicit = ECNamedCurveTable.getByName("P-256").toASN1Primitive();

        assertThat(
                        check(
                                new SubjectPublicKeyInfo(
                                        new AlgorithmIdentifier(
                                                X9ObjectIdentifiers.id_ecPublicKey, explicit),
                                        named.getPublicKeyData().getBytes()),
                                ECDSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
        assertThat(
                        check(
                                new SubjectPublicKeyInfo(
                                        new AlgorithmIdentifier(
                                                X9ObjectIdentifiers.id_ecPublicKey,
                                                DERNull.INSTANCE),
                                        named.getPublicKeyData().getBytes()),
                                ECDSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
    }

    @Test
    void checkShouldRefusePointsThatAreNotOnTheCurve() {
        byte[] point = info(TestAlgorithm.P256).getPublicKeyData().getBytes();

        assertThat(check(elliptic(Tampering.flipped(point, point.length - 1)), ECDSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
        assertThat(check(elliptic(new byte[] {0}), ECDSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
        assertThat(check(elliptic(new byte[0]), ECDSA_SHA256))
                .isEqualTo("UNDECIDED malformed-certificate");
    }

    @Test
    void checkShouldSaySoWhenTheCurveIsUnknown() {
        assertThat(
                        check(
                                new SubjectPublicKeyInfo(
                                        new AlgorithmIdentifier(
                                                X9ObjectIdentifiers.id_ecPublicKey,
                                                SECObjectIdentifiers.secp160r1),
                                        new byte[41]),
                                ECDSA_SHA256))
                .isEqualTo("UNDECIDED unsupported-algorithm");
    }

    @Test
    void checkShouldSaySoWhenDsaParametersAreInherited() {
        assertThat(
                        describe(
                                checker()
                                        .check(
                                                new SubjectPublicKeyInfo(
                                                        new AlgorithmIdentifier(
                                                                X9ObjectIdentifiers.id_dsa),
                                                        new byte[] {2, 1, 5}),
                                                new AlgorithmIdentifier(
                                                        NISTObjectIdentifiers.dsa_with_sha256),
                                                OCTETS,
                                                new byte[20])))
                .isEqualTo("UNDECIDED unsupported-algorithm");
    }

    @ParameterizedTest
    @EnumSource
    void checkShouldSaySoWhenTheKeyIsMalformed(TestAlgorithm algorithm) {
        var certificate = TestSigner.of(algorithm).certificate();
        SubjectPublicKeyInfo cut =
                new SubjectPublicKeyInfo(
                        certificate.getSubjectPublicKeyInfo().getAlgorithm(), new byte[] {4, 1});

        assertThat(
                        checker()
                                .check(
                                        cut,
                                        certificate.getSignatureAlgorithm(),
                                        OCTETS,
                                        certificate.getSignature())
                                .outcome())
                .isEqualTo(SignatureOutcome.UNDECIDED);
    }

    /** Every mixture of digest, mask digest and salt, as RFC 4055 §3.1 lets signers choose. */
    @ParameterizedTest
    @CsvSource({
        "SHA-256, SHA-256, 32, VALID",
        "SHA-256, SHA-1, 20, VALID",
        "SHA-512, SHA-256, 0, VALID",
        "SHA-384, SHA-384, 100, VALID",
        "SHA-1, SHA-1, 20, VALID weak-algorithm"
    })
    void checkShouldHonourPssParameters(String digest, String mask, int salt, String expected)
            throws GeneralSecurityException, IOException {
        PSSParameterSpec spec =
                new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mask), salt, 1);
        byte[] signature = pss(spec);
        SubjectPublicKeyInfo key = info(TestAlgorithm.RSA_SHA256);

        assertThat(
                        describe(
                                checker()
                                        .check(
                                                key,
                                                pssIdentifier(digest, mask, salt, 1),
                                                OCTETS,
                                                signature)))
                .isEqualTo(expected);
        assertThat(
                        checker()
                                .check(
                                        key,
                                        pssIdentifier(digest, mask, salt + 1, 1),
                                        OCTETS,
                                        signature)
                                .outcome())
                .isEqualTo(SignatureOutcome.INVALID);
        assertThat(
                        checker()
                                .check(key, pssIdentifier(digest, mask, salt, 2), OCTETS, signature)
                                .outcome())
                .isEqualTo(SignatureOutcome.UNDECIDED);
    }

    @Test
    void checkShouldTakeTheDefaultsOfPssParameters() throws GeneralSecurityException {
        byte[] signature =
                pss(new PSSParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, 20, 1));

        assertThat(
                        describe(
                                checker()
                                        .check(
                                                info(TestAlgorithm.RSA_SHA256),
                                                new AlgorithmIdentifier(
                                                        PKCSObjectIdentifiers.id_RSASSA_PSS,
                                                        new RSASSAPSSparams()),
                                                OCTETS,
                                                signature)))
                .isEqualTo("VALID weak-algorithm");
    }

    /** RFC 4055 §3.3. */
    @Test
    void checkShouldHonourTheRestrictionsOfPssKeys() throws GeneralSecurityException {
        byte[] signature =
                pss(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        AlgorithmIdentifier used = pssIdentifier("SHA-256", "SHA-256", 32, 1);
        byte[] key = info(TestAlgorithm.RSA_SHA256).getPublicKeyData().getBytes();

        assertThat(pssKey(key, null, used, signature)).isEqualTo("VALID");
        assertThat(pssKey(key, pssIdentifier("SHA-256", "SHA-256", 20, 1), used, signature))
                .isEqualTo("VALID");
        assertThat(pssKey(key, pssIdentifier("SHA-256", "SHA-256", 33, 1), used, signature))
                .isEqualTo("INVALID signature-invalid");
        assertThat(pssKey(key, pssIdentifier("SHA-512", "SHA-256", 20, 1), used, signature))
                .isEqualTo("INVALID signature-invalid");
        assertThat(pssKey(key, null, RSA_SHA256, signature)).isEqualTo("INVALID signature-invalid");
    }

    /** A DigestInfo without padding to the left of garbage: Bleichenbacher's forgery for e = 3. */
    @Test
    void checkShouldBeInvalidWhenGarbageFollowsTheDigest() throws IOException {
        KeyPair keys = TestAlgorithm.RSA_SHA256.keys();
        var privateKey = (java.security.interfaces.RSAPrivateKey) keys.getPrivate();
        byte[] prefix = {
            0,
            1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            -1,
            0,
            0x30,
            0x31,
            0x30,
            0x0d,
            0x06,
            0x09,
            0x60,
            (byte) 0x86,
            0x48,
            0x01,
            0x65,
            0x03,
            0x04,
            0x02,
            0x01,
            0x05,
            0x00,
            0x04,
            0x20
        };
        byte[] block = Arrays.copyOf(prefix, 256);
        System.arraycopy(HandMade.sha256(OCTETS), 0, block, prefix.length, 32);
        byte[] forged =
                new BigInteger(1, block)
                        .modPow(privateKey.getPrivateExponent(), privateKey.getModulus())
                        .toByteArray();
        byte[] signature = new byte[256];
        int length = Math.min(256, forged.length);
        System.arraycopy(forged, forged.length - length, signature, 256 - length, length);

        assertThat(
                        describe(
                                checker()
                                        .check(
                                                info(TestAlgorithm.RSA_SHA256),
                                                RSA_SHA256,
                                                OCTETS,
                                                signature)))
                .isEqualTo("INVALID signature-invalid");
    }

    @Test
    void checkShouldFollowThePolicy() throws IOException {
        AlgorithmPolicy policy =
                AlgorithmPolicy.defaults()
                        .withMinimumRsaBits(3072)
                        .withDigests(Set.of("SHA-512"))
                        .withCurves(Set.of("Ed448"));

        assertThat(own(TestAlgorithm.RSA_SHA256, policy))
                .isEqualTo("VALID weak-algorithm weak-key");
        assertThat(own(TestAlgorithm.P256, policy)).isEqualTo("VALID weak-algorithm weak-key");
        assertThat(own(TestAlgorithm.ED25519, policy)).isEqualTo("VALID weak-key");
        assertThat(own(TestAlgorithm.ED448, policy)).isEqualTo("VALID");
        assertThat(own(TestAlgorithm.ML_DSA_44, policy)).isEqualTo("VALID");
    }

    private static String own(TestAlgorithm algorithm, AlgorithmPolicy policy) throws IOException {
        var certificate = TestSigner.of(algorithm).certificate();
        return describe(
                new SignatureChecker(Layers.BOUNCY_CASTLE, policy)
                        .check(
                                certificate.getSubjectPublicKeyInfo(),
                                certificate.getSignatureAlgorithm(),
                                certificate.toASN1Structure().getTBSCertificate().getEncoded(),
                                certificate.getSignature()));
    }

    private static SignatureChecker checker() {
        return new SignatureChecker(Layers.BOUNCY_CASTLE, AlgorithmPolicy.defaults());
    }

    private static String check(SubjectPublicKeyInfo key, AlgorithmIdentifier algorithm) {
        return describe(checker().check(key, algorithm, OCTETS, new byte[256]));
    }

    private static String describe(SignatureCheck check) {
        return check.outcome()
                + check.findings().stream()
                        .map(finding -> " " + finding.reason().code())
                        .collect(Collectors.joining());
    }

    private static SubjectPublicKeyInfo info(TestAlgorithm algorithm) {
        return TestSigner.of(algorithm).certificate().getSubjectPublicKeyInfo();
    }

    private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent)
            throws IOException {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, exponent));
    }

    private static SubjectPublicKeyInfo elliptic(byte[] point) {
        return new SubjectPublicKeyInfo(info(TestAlgorithm.P256).getAlgorithm(), point);
    }

    private static byte[] pss(PSSParameterSpec spec) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(spec);
        signature.initSign(TestAlgorithm.RSA_SHA256.keys().getPrivate());
        signature.update(OCTETS);
        return signature.sign();
    }

    private static AlgorithmIdentifier pssIdentifier(
            String digest, String mask, int salt, int trailer) {
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSASSA_PSS,
                new RSASSAPSSparams(
                        identifier(digest),
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, identifier(mask)),
                        new ASN1Integer(salt),
                        new ASN1Integer(trailer)));
    }

    private static AlgorithmIdentifier identifier(String digest) {
        return new AlgorithmIdentifier(
                DigestAlgorithm.named(digest).orElseThrow().oid(),
                digest.equals("SHA-1") ? DERNull.INSTANCE : null);
    }

    private static String pssKey(
            byte[] key,
            AlgorithmIdentifier restriction,
            AlgorithmIdentifier used,
            byte[] signature) {
        AlgorithmIdentifier keyAlgorithm =
                restriction == null
                        ? new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS)
                        : restriction;
        return describe(
                checker()
                        .check(
                                new SubjectPublicKeyInfo(keyAlgorithm, key),
                                used,
                                OCTETS,
                                signature));
    }
}
