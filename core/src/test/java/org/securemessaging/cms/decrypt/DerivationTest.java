package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.keys.TestKey;
import org.securemessaging.result.ReasonCode;

/** Keys that are derived from others, on their way to the content. */
class DerivationTest {
    private static final TestKey RSA = TestKey.of("RSA", TestKey.BOTH, "alice@example.org");

    static Stream<String> ciphers() {
        return EnvelopeDecryptorTest.CIPHERS.keySet().stream()
                .filter(name -> name.matches("AES.*|ChaCha.*"))
                .sorted();
    }

    /** RFC 9709. */
    @ParameterizedTest
    @MethodSource("ciphers")
    void contentKeysThatAreDerivedShouldDecrypt(String name) throws Exception {
        byte[] structure = derived(EnvelopeDecryptorTest.CIPHERS.get(name));

        assertThat(new String(structure, StandardCharsets.ISO_8859_1))
                .contains(
                        new String(
                                CMSObjectIdentifiers.id_alg_cek_hkdf_sha256.getEncoded(),
                                StandardCharsets.ISO_8859_1));
        assertThat(Envelopes.content(structure, Envelopes.ring(RSA))).isEqualTo(Envelopes.CONTENT);
        assertThat(Envelopes.open(structure, Envelopes.ring(RSA)).facts().algorithm())
                .isEqualTo(name);
    }

    /** What RFC 9709 is for: the same key does not serve content that is called something else. */
    @Test
    void derivedContentShouldNotPassForAnotherCiphers() throws Exception {
        byte[] structure = derived(CMSAlgorithm.AES256_GCM);
        byte[] gcm = CMSAlgorithm.AES256_GCM.getEncoded();
        byte[] ccm = CMSAlgorithm.AES256_CCM.getEncoded();
        int at = indexOf(structure, gcm);
        System.arraycopy(ccm, 0, structure, at, ccm.length);

        Decryption decryption = Envelopes.open(structure, Envelopes.ring(RSA));

        assertThat(((Decryption.Closed) decryption).finding().reason())
                .isEqualTo(ReasonCode.DECRYPTION_FAILED);
    }

    /** HKDF as RFC 5869 and RFC 9709 §2 write it, done by hand. */
    @Test
    void derivedKeyShouldBeTheOneOfTheRfc() throws Exception {
        AlgorithmIdentifier inner =
                new AlgorithmIdentifier(CMSAlgorithm.AES128_CBC, new DEROctetString(new byte[16]));
        byte[] received = new byte[16];
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        "The Cryptographic Message Syntax".getBytes(StandardCharsets.US_ASCII),
                        "HMAC"));
        mac.init(new SecretKeySpec(mac.doFinal(received), "HMAC"));
        mac.update(inner.getEncoded(ASN1Encoding.DER));
        byte[] expected = Arrays.copyOf(mac.doFinal(new byte[] {1}), 16);

        assertThat(
                        DerivedKeys.of(
                                        new AlgorithmIdentifier(
                                                CMSObjectIdentifiers.id_alg_cek_hkdf_sha256, inner))
                                .key(received))
                .isEqualTo(expected);
    }

    static Stream<Arguments> x963() {
        Map<ASN1ObjectIdentifier, String> schemes =
                Map.of(
                        CMSAlgorithm.ECDH_SHA256KDF, "SHA-256",
                        CMSAlgorithm.ECDH_SHA384KDF, "SHA-384",
                        CMSAlgorithm.ECDH_SHA512KDF, "SHA-512");
        return Stream.of("X25519", "X448")
                .flatMap(
                        curve ->
                                schemes.entrySet().stream()
                                        .map(
                                                scheme ->
                                                        Arguments.of(
                                                                curve,
                                                                scheme.getKey(),
                                                                scheme.getValue())));
    }

    /** RFC 8418 §2.1. */
    @ParameterizedTest
    @MethodSource("x963")
    void montgomeryCurvesWithX963ShouldDecrypt(
            String curve, ASN1ObjectIdentifier scheme, String digest) {
        TestKey key = TestKey.of(curve, TestKey.AGREES, "alice@example.org");
        for (byte[] ukm : new byte[][] {null, {7, 7, 7}}) {
            byte[] structure =
                    Envelopes.encrypt(
                            cek -> agreed(key, scheme, digest, ukm, cek),
                            CMSAlgorithm.AES256_CBC,
                            Envelopes.CONTENT);

            assertThat(Envelopes.content(structure, Envelopes.ring(key)))
                    .isEqualTo(Envelopes.CONTENT);
        }
    }

    private static RecipientInfo agreed(
            TestKey key, ASN1ObjectIdentifier scheme, String digest, byte[] ukm, GenericKey cek) {
        try {
            KeyPair sender =
                    KeyPairGenerator.getInstance(
                                    key.pair().getPublic().getAlgorithm(), TestKey.PROVIDER)
                            .generateKeyPair();
            KeyAgreement agreement =
                    KeyAgreement.getInstance(
                            key.pair().getPublic().getAlgorithm(), TestKey.PROVIDER);
            agreement.init(sender.getPrivate());
            agreement.doPhase(key.pair().getPublic(), true);
            AlgorithmIdentifier wrap = new AlgorithmIdentifier(CMSAlgorithm.AES256_WRAP);
            // X9.63: one block of the digest is enough for a key of 32 octets.
            MessageDigest function = MessageDigest.getInstance(digest);
            function.update(agreement.generateSecret());
            function.update(new byte[] {0, 0, 0, 1});
            function.update(
                    new ECCCMSSharedInfo(wrap, ukm, new byte[] {0, 0, 1, 0})
                            .getEncoded(ASN1Encoding.DER));
            Cipher wrapper = Cipher.getInstance("AESWrap");
            wrapper.init(
                    Cipher.WRAP_MODE,
                    new SecretKeySpec(Arrays.copyOf(function.digest(), 32), "AES"));
            byte[] wrapped =
                    wrapper.wrap(new SecretKeySpec((byte[]) cek.getRepresentation(), "AES"));
            return info(key, sender, new AlgorithmIdentifier(scheme, wrap), ukm, wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecipientInfo info(
            TestKey key, KeyPair sender, AlgorithmIdentifier how, byte[] ukm, byte[] wrapped) {
        SubjectPublicKeyInfo publicKey =
                SubjectPublicKeyInfo.getInstance(sender.getPublic().getEncoded());
        return new RecipientInfo(
                new KeyAgreeRecipientInfo(
                        new OriginatorIdentifierOrKey(
                                new OriginatorPublicKey(
                                        publicKey.getAlgorithm(),
                                        publicKey.getPublicKeyData().getBytes())),
                        ukm == null ? null : (ASN1OctetString) new DEROctetString(ukm),
                        how,
                        new DERSequence(
                                new RecipientEncryptedKey(
                                        new KeyAgreeRecipientIdentifier(
                                                new IssuerAndSerialNumber(
                                                        key.holder().getIssuer(),
                                                        key.holder().getSerialNumber())),
                                        new DEROctetString(wrapped)))));
    }

    private static byte[] derived(ASN1ObjectIdentifier cipher)
            throws GeneralSecurityException, CMSException, IOException {
        OutputEncryptor encryptor =
                new JceCMSContentEncryptorBuilder(cipher)
                        .setEnableSha256HKdf(true)
                        .setProvider(TestKey.PROVIDER)
                        .build();
        JceKeyTransRecipientInfoGenerator recipient =
                new JceKeyTransRecipientInfoGenerator(RSA.x509()).setProvider(TestKey.PROVIDER);
        CMSProcessableByteArray content = new CMSProcessableByteArray(Envelopes.CONTENT);
        if (encryptor instanceof OutputAEADEncryptor aead) {
            CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            return generator.generate(content, aead).getEncoded();
        }
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient);
        return generator.generate(content, encryptor).getEncoded();
    }

    private static int indexOf(byte[] octets, byte[] sought) {
        for (int i = 0; i <= octets.length - sought.length; i++) {
            if (Arrays.equals(octets, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
