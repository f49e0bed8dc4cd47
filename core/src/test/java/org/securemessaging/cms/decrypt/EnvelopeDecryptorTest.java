package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.jcajce.JceKEKRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.keys.TestKey;
import org.securemessaging.result.ReasonCode;

class EnvelopeDecryptorTest {
    private static final String ALICE = "alice@example.org";
    private static final TestKey RSA = TestKey.of("RSA", TestKey.BOTH, ALICE);
    private static final TestKey OTHER = TestKey.of("RSA", TestKey.BOTH, ALICE);

    static final Map<String, ASN1ObjectIdentifier> CIPHERS =
            Map.ofEntries(
                    Map.entry("AES-128-CBC", CMSAlgorithm.AES128_CBC),
                    Map.entry("AES-192-CBC", CMSAlgorithm.AES192_CBC),
                    Map.entry("AES-256-CBC", CMSAlgorithm.AES256_CBC),
                    Map.entry("AES-128-GCM", CMSAlgorithm.AES128_GCM),
                    Map.entry("AES-192-GCM", CMSAlgorithm.AES192_GCM),
                    Map.entry("AES-256-GCM", CMSAlgorithm.AES256_GCM),
                    Map.entry("AES-128-CCM", CMSAlgorithm.AES128_CCM),
                    Map.entry("AES-192-CCM", CMSAlgorithm.AES192_CCM),
                    Map.entry("AES-256-CCM", CMSAlgorithm.AES256_CCM),
                    Map.entry("ChaCha20-Poly1305", CMSAlgorithm.ChaCha20Poly1305),
                    Map.entry("3DES-CBC", CMSAlgorithm.DES_EDE3_CBC),
                    Map.entry("RC2-CBC", CMSAlgorithm.RC2_CBC),
                    Map.entry("CAST5-CBC", MiscObjectIdentifiers.cast5CBC),
                    Map.entry("DES-CBC", OIWObjectIdentifiers.desCBC));

    static Stream<String> ciphers() {
        return CIPHERS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void everyCipherShouldDecryptContentOfAnyLength(String name) {
        for (int length : new int[] {0, 1, 15, 16, 17, 32767, 32768, 32769, 300_001}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);

            byte[] structure = Envelopes.keyTrans(RSA, CIPHERS.get(name), content);

            assertThat(Envelopes.content(structure, Envelopes.ring(RSA)))
                    .as("%s of %d", name, length)
                    .isEqualTo(content);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void factsShouldNameCipherAndKey(String name) {
        byte[] structure = Envelopes.keyTrans(RSA, CIPHERS.get(name), Envelopes.CONTENT);

        EnvelopeFacts facts = Envelopes.open(structure, Envelopes.ring(RSA)).facts();

        assertThat(facts.algorithm()).isEqualTo(name);
        assertThat(facts.authenticated()).isEqualTo(name.matches(".*(GCM|CCM|Poly1305)"));
        assertThat(facts.key())
                .hasValueSatisfying(
                        key -> {
                            assertThat(key.certificate()).contains(RSA.certificate());
                            assertThat(key.transport()).isEqualTo("RSA PKCS#1 v1.5");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"3DES-CBC", "RC2-CBC", "CAST5-CBC", "DES-CBC"})
    void oldCiphersShouldNeedPermission(String name) {
        byte[] structure = Envelopes.keyTrans(RSA, CIPHERS.get(name), Envelopes.CONTENT);

        assertThat(reason(structure, Envelopes.ring(RSA), DecryptionPolicy.defaults()))
                .isEqualTo(ReasonCode.ALGORITHM_FORBIDDEN);
    }

    static Stream<Arguments> oaep() {
        return Stream.of("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")
                .flatMap(
                        digest ->
                                Stream.of("SHA-1", "SHA-256", "SHA-512")
                                        .flatMap(
                                                mask ->
                                                        Stream.of("", "a label")
                                                                .map(
                                                                        label ->
                                                                                Arguments.of(
                                                                                        digest,
                                                                                        mask,
                                                                                        label))));
    }

    @ParameterizedTest
    @MethodSource("oaep")
    void oaepShouldDecryptWithAnyDigestAndLabel(String digest, String mask, String label)
            throws Exception {
        AlgorithmIdentifier algorithm =
                new JcaAlgorithmParametersConverter()
                        .getAlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_RSAES_OAEP,
                                new OAEPParameterSpec(
                                        digest,
                                        "MGF1",
                                        new MGF1ParameterSpec(mask),
                                        new PSource.PSpecified(
                                                label.getBytes(StandardCharsets.UTF_8))));
        byte[] structure =
                Envelopes.encrypt(
                        new JceKeyTransRecipientInfoGenerator(RSA.x509(), algorithm)
                                .setProvider(TestKey.PROVIDER),
                        CMSAlgorithm.AES128_CBC,
                        Envelopes.CONTENT);

        assertThat(Envelopes.content(structure, Envelopes.ring(RSA))).isEqualTo(Envelopes.CONTENT);
        assertThat(Envelopes.open(structure, Envelopes.ring(RSA)).facts().key())
                .hasValueSatisfying(key -> assertThat(key.transport()).isEqualTo("RSA-OAEP"));
    }

    static Stream<Arguments> agreements() {
        List<ASN1ObjectIdentifier> wraps =
                List.of(
                        CMSAlgorithm.AES128_WRAP,
                        CMSAlgorithm.AES192_WRAP,
                        CMSAlgorithm.AES256_WRAP);
        List<ASN1ObjectIdentifier> ec =
                List.of(
                        CMSAlgorithm.ECDH_SHA1KDF,
                        CMSAlgorithm.ECDH_SHA224KDF,
                        CMSAlgorithm.ECDH_SHA256KDF,
                        CMSAlgorithm.ECDH_SHA384KDF,
                        CMSAlgorithm.ECDH_SHA512KDF,
                        CMSAlgorithm.ECCDH_SHA256KDF,
                        CMSAlgorithm.ECCDH_SHA512KDF);
        List<ASN1ObjectIdentifier> x =
                List.of(
                        PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha256_scheme,
                        PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha384_scheme,
                        PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha512_scheme);
        return Stream.concat(
                Stream.of("P-256", "P-384", "P-521", "brainpoolP256r1", "brainpoolP512r1")
                        .flatMap(key -> pairs(key, ec, wraps)),
                Stream.of("X25519", "X448").flatMap(key -> pairs(key, x, wraps)));
    }

    private static Stream<Arguments> pairs(
            String key, List<ASN1ObjectIdentifier> schemes, List<ASN1ObjectIdentifier> wraps) {
        return schemes.stream()
                .flatMap(scheme -> wraps.stream().map(wrap -> Arguments.of(key, scheme, wrap)));
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void keyAgreementShouldDecrypt(
            String algorithm, ASN1ObjectIdentifier scheme, ASN1ObjectIdentifier wrap) {
        TestKey key = TestKey.of(algorithm, TestKey.AGREES, ALICE);
        for (byte[] ukm : new byte[][] {{}, {1, 2, 3}}) {
            byte[] structure = Envelopes.keyAgree(key, scheme, wrap, ukm);

            assertThat(Envelopes.content(structure, Envelopes.ring(key)))
                    .isEqualTo(Envelopes.CONTENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"})
    void encapsulationShouldDecrypt(String algorithm) {
        TestKey key = TestKey.of(algorithm, TestKey.BOTH, ALICE);

        for (ASN1ObjectIdentifier cipher :
                List.of(CMSAlgorithm.AES256_CBC, CMSAlgorithm.AES256_GCM)) {
            byte[] structure =
                    Envelopes.kem(
                            key,
                            CMSAlgorithm.AES256_WRAP,
                            PKCSObjectIdentifiers.id_alg_hkdf_with_sha256,
                            cipher);

            assertThat(Envelopes.content(structure, Envelopes.ring(key)))
                    .isEqualTo(Envelopes.CONTENT);
        }
    }

    @Test
    void sharedKeyShouldDecryptWhereItIsConfigured() {
        byte[] shared = new byte[16];
        byte[] structure =
                Envelopes.encrypt(
                        new JceKEKRecipientInfoGenerator(
                                        new byte[] {(byte) 0xA1, (byte) 0xB2},
                                        new SecretKeySpec(shared, "AES"))
                                .setProvider(TestKey.PROVIDER),
                        CMSAlgorithm.AES128_CBC,
                        Envelopes.CONTENT);
        KeyRing ring =
                new KeyRing() {
                    @Override
                    public List<HeldKey> find(RecipientId recipient) {
                        return List.of();
                    }

                    @Override
                    public Optional<byte[]> sharedKey(RecipientId.SharedKey id) {
                        return id.hex().equals("a1b2")
                                ? Optional.of(shared.clone())
                                : Optional.empty();
                    }
                };

        assertThat(Envelopes.content(structure, ring)).isEqualTo(Envelopes.CONTENT);
        assertThat(reason(structure, Envelopes.ring(RSA), DecryptionPolicy.defaults()))
                .isEqualTo(ReasonCode.NO_KEY);
    }

    @Test
    void passwordsShouldDecryptOnlyWhereTheyAreConfigured() {
        byte[] structure =
                Envelopes.encrypt(
                        new JcePasswordRecipientInfoGenerator(
                                        CMSAlgorithm.AES256_CBC, "geheim".toCharArray())
                                .setProvider(TestKey.PROVIDER)
                                .setPRF(PasswordRecipient.PRF.HMacSHA256)
                                .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8),
                        CMSAlgorithm.AES128_CBC,
                        Envelopes.CONTENT);
        KeyRing ring =
                new KeyRing() {
                    @Override
                    public List<HeldKey> find(RecipientId recipient) {
                        return List.of();
                    }

                    @Override
                    public List<char[]> passwords() {
                        return List.of("wrong".toCharArray(), "geheim".toCharArray());
                    }
                };

        assertThat(Envelopes.content(structure, ring)).isEqualTo(Envelopes.CONTENT);
        assertThat(reason(structure, Envelopes.ring(RSA), DecryptionPolicy.defaults()))
                .isEqualTo(ReasonCode.NO_KEY);
    }

    @Test
    void anotherKeyShouldNotBeTaken() {
        byte[] structure = Envelopes.keyTrans(RSA, CMSAlgorithm.AES256_GCM, Envelopes.CONTENT);

        assertThat(reason(structure, Envelopes.ring(OTHER), DecryptionPolicy.defaults()))
                .isEqualTo(ReasonCode.NO_KEY);
    }

    @Test
    void everyFailureWithAKeyShouldLookAlike() {
        KeyRing wrong = recipient -> List.of(new WrongKey());
        for (ASN1ObjectIdentifier cipher :
                List.of(CMSAlgorithm.AES256_GCM, CMSAlgorithm.ChaCha20Poly1305)) {
            byte[] structure = Envelopes.keyTrans(RSA, cipher, Envelopes.CONTENT);
            Decryption wrongKey = Envelopes.open(structure, wrong);
            byte[] tampered = structure.clone();
            tampered[tampered.length - 7] ^= 1; // Before three ends of contents.
            Decryption wrongTag = Envelopes.open(tampered, Envelopes.ring(RSA));

            assertThat(wrongTag).isEqualTo(wrongKey);
            assertThat(((Decryption.Closed) wrongTag).finding().reason())
                    .isEqualTo(ReasonCode.DECRYPTION_FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void noChangedOctetShouldLeakAuthenticatedPlaintext(String name) {
        if (!name.matches(".*(GCM|CCM|Poly1305)")) {
            return;
        }
        byte[] structure = Envelopes.keyTrans(RSA, CIPHERS.get(name), Envelopes.CONTENT);
        for (int i = structure.length - 60; i < structure.length; i++) {
            byte[] tampered = structure.clone();
            tampered[i] ^= 1;
            Decryption decryption = Envelopes.open(tampered, Envelopes.ring(RSA));
            assertThat(decryption).as("octet %d", i).isInstanceOf(Decryption.Closed.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void truncationShouldAlwaysBeSeen(String name) {
        byte[] structure = Envelopes.keyTrans(RSA, CIPHERS.get(name), Envelopes.CONTENT);
        for (int length = 0; length < structure.length; length += 7) {
            assertThat(
                            reason(
                                    Arrays.copyOf(structure, length),
                                    Envelopes.ring(RSA),
                                    DecryptionPolicy.permissive()))
                    .isEqualTo(ReasonCode.MALFORMED_CMS);
        }
    }

    @Test
    void keysThatCantBeHadNowShouldSaySo() {
        KeyUnavailableException away = new KeyUnavailableException("away", new Exception());
        byte[] structure = Envelopes.keyTrans(RSA, CMSAlgorithm.AES256_GCM, Envelopes.CONTENT);
        KeyRing ring =
                recipient -> {
                    throw away;
                };

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Envelopes.open(structure, ring))
                .isSameAs(away);
    }

    private record WrongKey() implements HeldKey {
        @Override
        public org.securemessaging.certificate.Certificate certificate() {
            return OTHER.certificate();
        }

        @Override
        public org.securemessaging.cms.CertifiedKey open() {
            return OTHER.certified();
        }
    }

    private static ReasonCode reason(byte[] structure, KeyRing keys, DecryptionPolicy policy) {
        return ((Decryption.Closed) Envelopes.open(structure, keys, policy)).finding().reason();
    }
}
