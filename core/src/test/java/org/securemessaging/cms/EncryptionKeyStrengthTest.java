package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TestCa;

class EncryptionKeyStrengthTest {
    private static final TestCa CA = new TestCa("CN=CA");
    private static final AlgorithmPolicy DEFAULTS = AlgorithmPolicy.defaults();

    @ParameterizedTest
    @CsvSource({
        "512, 2048, weak-key",
        "1024, 2048, weak-key",
        "1024, 512, weak-key",
        "2047, 2048, weak-key",
        "2048, 2048, ''",
        "2048, 1024, ''",
        "2048, 3072, weak-key",
        "3072, 3072, ''"
    })
    void judgeShouldRefuseShortRsaKeysWhateverIsTolerated(int bits, int minimum, String code) {
        AlgorithmPolicy policy = DEFAULTS.withMinimumRsaBits(minimum).withAllowWeak(true);

        List<Finding> findings =
                new EncryptionKeyStrength(policy).judge(rsa(modulus(bits), BigInteger.valueOf(3)));

        assertThat(codes(findings)).isEqualTo(code);
        assertThat(findings).allMatch(each -> each.effect() == SignatureResult.POLICY);
        assertThat(findings).allMatch(each -> each.detail().contains(Integer.toString(bits)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65_536})
    void judgeShouldRefuseExponentsThatHideNothing(int exponent) {
        assertThat(codes(judge(rsa(modulus(2048), BigInteger.valueOf(exponent)))))
                .isEqualTo("malformed-certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "P-256, ''",
        "P-521, ''",
        "brainpoolP384r1, ''",
        "P-192, weak-key",
        "secp256k1, weak-key"
    })
    void judgeShouldRefuseCurvesThatThePolicyDoesNotAllow(String curve, String code)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", TestCa.BC);
        generator.initialize(new ECGenParameterSpec(curve));

        assertThat(codes(judge(with(generator.generateKeyPair().getPublic().getEncoded()))))
                .isEqualTo(code);
    }

    @Test
    void judgeShouldAskThePolicyForItsCurves() {
        assertThat(
                        codes(
                                new EncryptionKeyStrength(DEFAULTS.withCurves(Set.of("P-384")))
                                        .judge(CA.person("CN=Alice"))))
                .isEqualTo("weak-key");
    }

    @Test
    void judgeShouldRefuseACurveWithoutName() throws Exception {
        assertThat(
                        codes(
                                judge(
                                        with(
                                                new SubjectPublicKeyInfo(
                                                                new AlgorithmIdentifier(
                                                                        X9ObjectIdentifiers
                                                                                .id_ecPublicKey,
                                                                        new DERSequence()),
                                                                new byte[65])
                                                        .getEncoded()))))
                .isEqualTo("malformed-certificate");
        assertThat(
                        codes(
                                judge(
                                        with(
                                                new SubjectPublicKeyInfo(
                                                                new AlgorithmIdentifier(
                                                                        X9ObjectIdentifiers
                                                                                .id_ecPublicKey,
                                                                        new ASN1ObjectIdentifier(
                                                                                "1.2.3.4")),
                                                                new byte[65])
                                                        .getEncoded()))))
                .isEqualTo("weak-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519", "X448", "ML-KEM-768"})
    void judgeShouldTakeKeysOfOneStrength(String algorithm) throws Exception {
        assertThat(
                        judge(
                                with(
                                        KeyPairGenerator.getInstance(algorithm, TestCa.BC)
                                                .generateKeyPair()
                                                .getPublic()
                                                .getEncoded())))
                .isEmpty();
    }

    @Test
    void judgeShouldRefuseWhatIsNoRsaKey() throws Exception {
        assertThat(
                        codes(
                                judge(
                                        with(
                                                new SubjectPublicKeyInfo(
                                                                new AlgorithmIdentifier(
                                                                        PKCSObjectIdentifiers
                                                                                .rsaEncryption,
                                                                        DERNull.INSTANCE),
                                                                new byte[] {1, 2, 3})
                                                        .getEncoded()))))
                .isEqualTo("malformed-certificate");
    }

    private static List<Finding> judge(Certificate certificate) {
        return new EncryptionKeyStrength(DEFAULTS).judge(certificate);
    }

    private static BigInteger modulus(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    private static Certificate rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return with(
                    new SubjectPublicKeyInfo(
                                    new AlgorithmIdentifier(
                                            PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                                    new RSAPublicKey(modulus, exponent))
                            .getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate with(byte[] key) {
        return CA.issue(new TestCa("CN=Alice")).key(SubjectPublicKeyInfo.getInstance(key)).sign();
    }

    private static String codes(List<Finding> findings) {
        return String.join(" ", findings.stream().map(each -> each.reason().code()).toList());
    }
}
