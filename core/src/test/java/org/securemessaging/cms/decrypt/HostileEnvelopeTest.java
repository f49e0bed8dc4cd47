package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.jcajce.JceKEKRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.keys.TestKey;
import org.securemessaging.result.ReasonCode;

/** Structures that were changed or cut on their way, at every octet, with the right key at hand. */
class HostileEnvelopeTest {
    private static final String ALICE = "alice@example.org";
    private static final TestKey RSA = TestKey.of("RSA", TestKey.BOTH, ALICE);
    private static final TestKey EC = TestKey.of("P-256", TestKey.AGREES, ALICE);
    private static final TestKey MONTGOMERY = TestKey.of("X25519", TestKey.AGREES, ALICE);
    private static final TestKey LATTICE = TestKey.of("ML-KEM-512", TestKey.BOTH, ALICE);
    private static final CorpusKey COMPOSITE =
            CorpusKey.of("MLKEM768-X25519-SHA3-256-1.3.6.1.5.5.7.6.58");
    private static final byte[] SHARED = new byte[16];
    private static final EncryptedDataTest.Encrypted ENCRYPTED =
            EncryptedDataTest.Encrypted.with(CMSAlgorithm.AES256_CBC);

    /** As many attempts as {@link AnyKey} has keys. */
    private static final DecryptionPolicy EVERY_KEY =
            new DecryptionPolicy(
                    DecryptionPolicy.permissive().oldCiphers(),
                    new DecryptionLimits(100, 1 << 20, 5, 1000));

    /** What a stranger may be told of a structure that he changed. None of them speaks of a key. */
    private static final Set<ReasonCode> OPEN_TO_ALL =
            Set.of(
                    ReasonCode.DECRYPTION_FAILED,
                    ReasonCode.MALFORMED_CMS,
                    ReasonCode.LIMIT_EXCEEDED,
                    ReasonCode.NO_KEY,
                    ReasonCode.UNSUPPORTED_ALGORITHM,
                    ReasonCode.ALGORITHM_FORBIDDEN,
                    ReasonCode.CONTENT_MISSING);

    private static final Map<String, byte[]> STRUCTURES = structures();

    static Stream<String> names() {
        return STRUCTURES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aChangedOctetShouldNeverBeMoreThanAReason(String name) {
        byte[] structure = STRUCTURES.get(name);
        assertThat(content(structure)).hasValue(text(Envelopes.CONTENT));
        boolean authenticated = name.endsWith("GCM");
        // RSA with a random key in place of a bad one is the slow part, and is tried elsewhere; a
        // composite is long.
        int step = name.startsWith("RSA") || name.startsWith("composite") ? 3 : 1;
        for (int i = 0; i < structure.length; i += step) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
                byte[] changed = structure.clone();
                changed[i] ^= (byte) mask;
                Optional<String> content = content(changed);
                if (authenticated) {
                    // A change of what nobody authenticates, such as a version, may go unseen.
                    assertThat(content.orElse(text(Envelopes.CONTENT)))
                            .as("octet %d ^ %x", i, mask)
                            .isEqualTo(text(Envelopes.CONTENT));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCutStructureShouldNeverGivePlaintext(String name) {
        byte[] structure = STRUCTURES.get(name);
        Set<Decryption> failures = new HashSet<>();
        for (int length = 0; length < structure.length; length++) {
            Decryption decryption = open(Arrays.copyOf(structure, length));
            assertThat(decryption).as("cut at %d", length).isInstanceOf(Decryption.Closed.class);
            assertThat(((Decryption.Closed) decryption).finding().reason())
                    .as("cut at %d", length)
                    .isEqualTo(ReasonCode.MALFORMED_CMS);
            failures.add(decryption);
        }
        assertThat(failures.toString()).doesNotContain("Hello");
    }

    /** The content, if it opens; any exception fails the test. */
    private static Optional<String> content(byte[] structure) {
        Decryption decryption = open(structure);
        if (decryption instanceof Decryption.Opened opened) {
            try (opened) {
                return Optional.of(text(opened.content().octets().toByteArray(1 << 20)));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        assertThat(OPEN_TO_ALL).contains(((Decryption.Closed) decryption).finding().reason());
        return Optional.empty();
    }

    private static Decryption open(byte[] structure) {
        return Envelopes.open(structure, new AnyKey(), EVERY_KEY);
    }

    private static String text(byte[] octets) {
        return new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static Map<String, byte[]> structures() {
        Map<String, byte[]> structures = new HashMap<>();
        try {
            structures.put(
                    "RSA AES-128-GCM",
                    Envelopes.keyTrans(RSA, CMSAlgorithm.AES128_GCM, Envelopes.CONTENT));
            structures.put(
                    "RSA-OAEP AES-256-CBC",
                    Envelopes.encrypt(
                            new JceKeyTransRecipientInfoGenerator(
                                            RSA.x509(),
                                            new JcaAlgorithmParametersConverter()
                                                    .getAlgorithmIdentifier(
                                                            PKCSObjectIdentifiers.id_RSAES_OAEP,
                                                            new OAEPParameterSpec(
                                                                    "SHA-256",
                                                                    "MGF1",
                                                                    MGF1ParameterSpec.SHA256,
                                                                    PSource.PSpecified.DEFAULT)))
                                    .setProvider(TestKey.PROVIDER),
                            CMSAlgorithm.AES256_CBC,
                            Envelopes.CONTENT));
            structures.put(
                    "shared AES-192-GCM",
                    Envelopes.encrypt(
                            new JceKEKRecipientInfoGenerator(
                                            new byte[] {1}, new SecretKeySpec(SHARED, "AES"))
                                    .setProvider(TestKey.PROVIDER),
                            CMSAlgorithm.AES192_GCM,
                            Envelopes.CONTENT));
            structures.put(
                    "password AES-128-GCM",
                    Envelopes.encrypt(
                            new JcePasswordRecipientInfoGenerator(
                                            CMSAlgorithm.AES128_CBC, "geheim".toCharArray())
                                    .setProvider(TestKey.PROVIDER)
                                    .setSaltAndIterationCount(new byte[8], 10),
                            CMSAlgorithm.AES128_GCM,
                            Envelopes.CONTENT));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        structures.put(
                "ECDH AES-256-CBC",
                Envelopes.keyAgree(
                        EC, CMSAlgorithm.ECDH_SHA256KDF, CMSAlgorithm.AES128_WRAP, new byte[] {1}));
        structures.put(
                "X25519 AES-256-CBC",
                Envelopes.keyAgree(
                        MONTGOMERY,
                        PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha256_scheme,
                        CMSAlgorithm.AES256_WRAP,
                        new byte[0]));
        structures.put(
                "ML-KEM AES-256-GCM",
                Envelopes.kem(
                        LATTICE,
                        CMSAlgorithm.AES256_WRAP,
                        PKCSObjectIdentifiers.id_alg_hkdf_with_sha256,
                        CMSAlgorithm.AES256_GCM));
        structures.put(
                "RSA-KEM AES-256-GCM",
                Envelopes.kem(
                        RSA,
                        CMSAlgorithm.AES256_WRAP,
                        PKCSObjectIdentifiers.id_alg_hkdf_with_sha256,
                        CMSAlgorithm.AES256_GCM));
        structures.put(
                "composite AES-128-GCM",
                Envelopes.kem(
                        COMPOSITE.certificate().holder(),
                        CMSAlgorithm.AES128_WRAP,
                        PKCSObjectIdentifiers.id_alg_hkdf_with_sha256,
                        CMSAlgorithm.AES128_GCM));
        structures.put("EncryptedData AES-256-CBC", ENCRYPTED.structure());
        return structures;
    }

    /** Gives keys whoever the structure is for, so that each change reaches the cryptography. */
    private static final class AnyKey implements KeyRing {
        @Override
        public List<HeldKey> find(RecipientId recipient) {
            return Stream.concat(
                            Stream.of(RSA, EC, MONTGOMERY, LATTICE).<HeldKey>map(Held::new),
                            Stream.of(COMPOSITE))
                    .toList();
        }

        @Override
        public Optional<byte[]> sharedKey(RecipientId.SharedKey id) {
            return Optional.of(SHARED.clone());
        }

        @Override
        public Map<RecipientId.SharedKey, byte[]> sharedKeys(int length) {
            return length == ENCRYPTED.key().length
                    ? Map.of(new RecipientId.SharedKey("01"), ENCRYPTED.key().clone())
                    : Map.of();
        }

        @Override
        public List<char[]> passwords() {
            return List.of("geheim".toCharArray());
        }
    }

    private record Held(TestKey key) implements HeldKey {
        @Override
        public org.securemessaging.certificate.Certificate certificate() {
            return key.certificate();
        }

        @Override
        public org.securemessaging.cms.CertifiedKey open() {
            return key.certified();
        }
    }
}
