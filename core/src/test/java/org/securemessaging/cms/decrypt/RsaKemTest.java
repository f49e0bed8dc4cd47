package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSORIforKEMOtherInfo;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.RsaKemParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKEMRecipientInfoGenerator;
import org.bouncycastle.crypto.DerivationFunction;
import org.bouncycastle.crypto.agreement.kdf.ConcatenationKDFGenerator;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESWrapEngine;
import org.bouncycastle.crypto.generators.KDF2BytesGenerator;
import org.bouncycastle.crypto.params.KDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.result.ReasonCode;

/** RSA-KEM: the RFC's own example, its options, and the form of Bouncy Castle. */
class RsaKemTest {
    private static final TestKey RSA = TestKey.of("RSA", TestKey.BOTH, "alice@example.org");
    private static final AlgorithmIdentifier AES_256_WRAP =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);

    @Test
    void exampleOfTheRfcShouldDecrypt() throws Exception {
        Decryption decryption = Envelopes.open(example(), bob());

        assertThat(decryption).isInstanceOf(Decryption.Opened.class);
        Decryption.Opened opened = (Decryption.Opened) decryption;
        assertThat(new String(opened.content().octets().toByteArray(99), StandardCharsets.US_ASCII))
                .isEqualTo("Hello, world!");
        assertThat(opened.facts().key().orElseThrow().transport()).isEqualTo("RSA-KEM");
        assertThat(opened.facts().authenticated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.3.133.16.840.9.44.1.1", "1.3.133.16.840.9.44.1.2"})
    void formOfBouncyCastleShouldDecrypt(String kdf) throws Exception {
        RecipientInfoGenerator recipient =
                new JceKEMRecipientInfoGenerator(RSA.x509(), CMSAlgorithm.AES256_WRAP)
                        .setKDF(
                                new AlgorithmIdentifier(
                                        new ASN1ObjectIdentifier(kdf),
                                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)))
                        .setProvider(TestKey.PROVIDER);

        byte[] structure = Envelopes.encrypt(recipient, CMSAlgorithm.AES256_GCM, Envelopes.CONTENT);

        assertThat(Envelopes.content(structure, Envelopes.ring(RSA))).isEqualTo(Envelopes.CONTENT);
    }

    /** RsaKemParameters, another KDF for the secret than for the key, and keying material. */
    @Test
    void parametersShouldBeFollowed() {
        byte[] structure = kem(Optional.of(48));

        assertThat(Envelopes.content(structure, Envelopes.ring(RSA))).isEqualTo(Envelopes.CONTENT);
    }

    /** As CryptoSys writes it: the function of the key serves for the secret too. */
    @Test
    void oneFunctionForBothShouldDecrypt() {
        byte[] structure = kem(Optional.empty());

        assertThat(Envelopes.content(structure, Envelopes.ring(RSA))).isEqualTo(Envelopes.CONTENT);
    }

    @Test
    void secretsWithoutSenseShouldFailLikeAllElse() {
        assertFailed(Envelopes.open(kem(Optional.of(1 << 28)), Envelopes.ring(RSA)));
    }

    @Test
    void everyChangedOctetOfTheRecipientShouldFailAlike() throws Exception {
        byte[] structure = example();
        // From the ciphertext's first octet to the wrapped key's last; the algorithms are between.
        for (int position = 100; position < 530; position += 7) {
            byte[] changed = structure.clone();
            changed[position] ^= 1;
            if (Envelopes.open(changed, bob()) instanceof Decryption.Closed closed) {
                assertThat(closed.finding().reason())
                        .isIn(
                                ReasonCode.DECRYPTION_FAILED,
                                ReasonCode.MALFORMED_CMS,
                                ReasonCode.NO_KEY);
            } else {
                throw new AssertionError("opened with another octet at " + position);
            }
        }
    }

    @Test
    void numbersAboveTheModulusShouldFailLikeAllElse() throws Exception {
        byte[] structure = example();
        BigInteger modulus =
                RSAPublicKey.getInstance(
                                bobKey().certificate()
                                        .holder()
                                        .getSubjectPublicKeyInfo()
                                        .parsePublicKey())
                        .getModulus();
        System.arraycopy(
                BigIntegers.asUnsignedByteArray(384, modulus), 0, structure, ciphertextAt(), 384);

        assertFailed(Envelopes.open(structure, bob()));
    }

    private static void assertFailed(Decryption decryption) {
        assertThat(decryption)
                .isInstanceOfSatisfying(
                        Decryption.Closed.class,
                        closed ->
                                assertThat(closed.finding().reason())
                                        .isEqualTo(ReasonCode.DECRYPTION_FAILED));
    }

    private static byte[] kem(Optional<Integer> secretLength) {
        return Envelopes.encrypt(
                cek ->
                        new RecipientInfo(
                                new OtherRecipientInfo(
                                        CMSObjectIdentifiers.id_ori_kem,
                                        kem((byte[]) cek.getRepresentation(), secretLength))),
                CMSAlgorithm.AES256_CBC,
                Envelopes.CONTENT);
    }

    /** With parameters the secret is made by KDF2 and SHA-512, and the key by KDF3 and SHA-384. */
    private static KEMRecipientInfo kem(byte[] cek, Optional<Integer> secretLength) {
        try {
            RSAPublicKey key =
                    RSAPublicKey.getInstance(
                            RSA.holder().getSubjectPublicKeyInfo().parsePublicKey());
            int octets = (key.getModulus().bitLength() + 7) / 8;
            BigInteger z =
                    BigIntegers.createRandomInRange(
                            BigInteger.TWO,
                            key.getModulus().subtract(BigInteger.TWO),
                            new SecureRandom());
            byte[] secret =
                    derive(
                            secretLength.isPresent()
                                    ? new KDF2BytesGenerator(new SHA512Digest())
                                    : new ConcatenationKDFGenerator(new SHA384Digest()),
                            new KDFParameters(BigIntegers.asUnsignedByteArray(octets, z), null),
                            Math.min(secretLength.orElse(32), 64));
            byte[] ukm = {1, 2, 3};
            byte[] info = new CMSORIforKEMOtherInfo(AES_256_WRAP, 32, ukm).getEncoded("DER");
            byte[] wrapping =
                    derive(
                            new ConcatenationKDFGenerator(new SHA384Digest()),
                            new KDFParameters(secret, info),
                            32);
            AESWrapEngine wrap = new AESWrapEngine();
            wrap.init(true, new KeyParameter(wrapping));
            return new KEMRecipientInfo(
                    new RecipientIdentifier(
                            new IssuerAndSerialNumber(RSA.holder().toASN1Structure())),
                    new AlgorithmIdentifier(
                            new ASN1ObjectIdentifier("1.0.18033.2.2.4"),
                            secretLength.map(RsaKemTest::parameters).orElse(null)),
                    new DEROctetString(
                            BigIntegers.asUnsignedByteArray(
                                    octets, z.modPow(key.getPublicExponent(), key.getModulus()))),
                    kdf(X9ObjectIdentifiers.id_kdf_kdf3, NISTObjectIdentifiers.id_sha384),
                    new ASN1Integer(32),
                    new DEROctetString(ukm),
                    AES_256_WRAP,
                    new DEROctetString(wrap.wrap(cek, 0, cek.length)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaKemParameters parameters(int length) {
        return new RsaKemParameters(
                kdf(X9ObjectIdentifiers.id_kdf_kdf2, NISTObjectIdentifiers.id_sha512), length);
    }

    private static byte[] derive(DerivationFunction function, KDFParameters of, int length) {
        byte[] key = new byte[length];
        function.init(of);
        function.generateBytes(key, 0, length);
        return key;
    }

    private static AlgorithmIdentifier kdf(
            ASN1ObjectIdentifier function, ASN1ObjectIdentifier digest) {
        return new AlgorithmIdentifier(function, new AlgorithmIdentifier(digest));
    }

    private static HeldKey bobKey() throws Exception {
        return bob().find(new RecipientId.KeyIdentifier("9eeb67c9b95a74d44d2f16396680e801b5cba49c"))
                .get(0);
    }

    private static KeyRing bob() throws URISyntaxException {
        Path file = Path.of(RsaKemTest.class.getResource("/corpora/rfc9690/bob.pem").toURI());
        return new KeyVault(
                List.of(
                        new KeyFolder(
                                List.of(file),
                                new KeyFileReader(TestKey.PROVIDER, true),
                                KeyPasswords.from(Optional::empty),
                                TestKey.PROVIDER)));
    }

    private static int ciphertextAt() throws IOException {
        String text = new String(example(), StandardCharsets.ISO_8859_1);
        return text.indexOf("\u0004\u0082\u0001\u0080") + 4;
    }

    private static byte[] example() throws IOException {
        try (InputStream in =
                RsaKemTest.class.getResourceAsStream("/corpora/rfc9690/enveloped.der")) {
            return in.readAllBytes();
        }
    }
}
