package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEncryptedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemReader;
import org.junit.jupiter.api.Test;
import org.securemessaging.cms.CmsType;
import org.securemessaging.keys.TestKey;
import org.securemessaging.result.ReasonCode;

/** EncryptedData, whose key both sides have, and PKCS #7's signed and enveloped data. */
class EncryptedDataTest {
    /** A structure and its key. */
    static final class Encrypted {
        private final byte[] structure;
        private final byte[] key;

        private Encrypted(byte[] structure, byte[] key) {
            this.structure = structure;
            this.key = key;
        }

        byte[] structure() {
            return structure;
        }

        byte[] key() {
            return key;
        }

        static Encrypted with(ASN1ObjectIdentifier cipher) {
            try {
                OutputEncryptor encryptor =
                        new JceCMSContentEncryptorBuilder(cipher)
                                .setProvider(TestKey.PROVIDER)
                                .build();
                byte[] structure =
                        new CMSEncryptedDataGenerator()
                                .generate(new CMSProcessableByteArray(Envelopes.CONTENT), encryptor)
                                .toASN1Structure()
                                .getEncoded();
                return new Encrypted(structure, (byte[]) encryptor.getKey().getRepresentation());
            } catch (CMSException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A ring with shared keys, which it gives copies of. */
    private record Shared(Map<String, byte[]> keys) implements KeyRing {
        static Shared of(byte[]... keys) {
            Map<String, byte[]> named = new LinkedHashMap<>();
            for (byte[] key : keys) {
                named.put("0" + named.size(), key);
            }
            return new Shared(named);
        }

        @Override
        public List<HeldKey> find(RecipientId recipient) {
            return List.of();
        }

        @Override
        public Map<RecipientId.SharedKey, byte[]> sharedKeys(int length) {
            Map<RecipientId.SharedKey, byte[]> fitting = new LinkedHashMap<>();
            keys.forEach(
                    (name, key) -> {
                        if (key.length == length) {
                            fitting.put(new RecipientId.SharedKey(name), key.clone());
                        }
                    });
            return fitting;
        }
    }

    @Test
    void sharedKeyOfTheRightLengthShouldOpen() {
        Encrypted encrypted = Encrypted.with(CMSAlgorithm.AES256_CBC);
        Decryption decryption =
                Envelopes.open(encrypted.structure(), Shared.of(new byte[16], encrypted.key()));

        assertThat(decryption).isInstanceOf(Decryption.Opened.class);
        assertThat(((Decryption.Opened) decryption).content().octets().toByteArray(1 << 10))
                .isEqualTo(Envelopes.CONTENT);
        EnvelopeFacts facts = decryption.facts();
        assertThat(facts.type()).isEqualTo(CmsType.ENCRYPTED_DATA);
        assertThat(facts.authenticated()).isFalse();
        assertThat(facts.recipients()).isEmpty();
        assertThat(facts.key().orElseThrow())
                .isEqualTo(
                        new KeyUse(
                                new RecipientId.SharedKey("01"), Optional.empty(), "shared key"));
    }

    @Test
    void noKeyOfItsLengthShouldBeSaidAsSuch() {
        Encrypted encrypted = Encrypted.with(CMSAlgorithm.AES256_CBC);

        assertClosed(encrypted.structure(), Shared.of(new byte[16]), ReasonCode.NO_KEY);
        assertClosed(encrypted.structure(), Envelopes.ring(), ReasonCode.NO_KEY);
    }

    /** One wrong key in 256 seems to fit, and here two keys shall. */
    @Test
    void contentThatTwoKeysSeemToFitShouldNotBeGivenOut() {
        Encrypted encrypted = Encrypted.with(CMSAlgorithm.AES128_CBC);
        byte[] wrong = fitting(encrypted);

        assertThat(Envelopes.open(encrypted.structure(), Shared.of(wrong)))
                .isInstanceOf(Decryption.Opened.class);
        assertClosed(
                encrypted.structure(),
                Shared.of(encrypted.key(), wrong),
                ReasonCode.DECRYPTION_FAILED);
    }

    private static byte[] fitting(Encrypted encrypted) {
        for (int octet = 0; octet < 16; octet++) {
            for (int change = 1; change < 256; change++) {
                byte[] wrong = encrypted.key().clone();
                wrong[octet] ^= (byte) change;
                if (Envelopes.open(encrypted.structure(), Shared.of(wrong))
                        instanceof Decryption.Opened) {
                    return wrong;
                }
            }
        }
        throw new AssertionError("of 4080 wrong keys none fits, as one time in eight million");
    }

    @Test
    void noMoreKeysThanTheLimitShouldBeTried() {
        Encrypted encrypted = Encrypted.with(CMSAlgorithm.AES256_CBC);
        byte[][] keys = new byte[5][];
        Arrays.setAll(keys, at -> at == 4 ? encrypted.key() : new byte[32]);

        Decryption decryption = Envelopes.open(encrypted.structure(), Shared.of(keys));

        assertThat(decryption).isInstanceOf(Decryption.Closed.class);
    }

    @Test
    void oldCiphersShouldNeedPermission() {
        Encrypted encrypted = Encrypted.with(CMSAlgorithm.DES_EDE3_CBC);

        assertThat(Envelopes.content(encrypted.structure(), Shared.of(encrypted.key())))
                .isEqualTo(Envelopes.CONTENT);
        Decryption strict =
                Envelopes.open(
                        encrypted.structure(),
                        Shared.of(encrypted.key()),
                        DecryptionPolicy.defaults());
        assertThat(strict)
                .isInstanceOfSatisfying(
                        Decryption.Closed.class,
                        closed ->
                                assertThat(closed.finding().reason())
                                        .isEqualTo(ReasonCode.ALGORITHM_FORBIDDEN));
    }

    @Test
    void cutStructuresShouldStayClosed() {
        Encrypted encrypted = Encrypted.with(CMSAlgorithm.AES256_CBC);
        for (int length = 0; length < encrypted.structure().length; length++) {
            assertThat(
                            Envelopes.open(
                                    Arrays.copyOf(encrypted.structure(), length),
                                    Shared.of(encrypted.key())))
                    .as("%d octets", length)
                    .isInstanceOf(Decryption.Closed.class);
        }
    }

    /** Of its recipients none is asked for a key before its structure is read to the end. */
    @Test
    void signedAndEnvelopedDataShouldSayWhomItIsFor() throws IOException {
        byte[] structure = pem("/corpora/openssl-encrypted/pkcs7-md4-encrypted.pem");

        assertThat(
                        new EnvelopeDecryptor(DecryptionPolicy.defaults(), TestKey.PROVIDER)
                                .recipients(() -> new ByteArrayInputStream(structure)))
                .extracting(Object::toString)
                .containsExactly("serial 2 of CN=CA");
        for (int length = 0; length < structure.length; length += 11) {
            byte[] cut = Arrays.copyOf(structure, length);
            assertThat(Envelopes.open(cut, Envelopes.ring())).isInstanceOf(Decryption.Closed.class);
        }
    }

    private static byte[] pem(String name) throws IOException {
        try (InputStream in = EncryptedDataTest.class.getResourceAsStream(name);
                PemReader reader =
                        new PemReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.readPemObject().getContent();
        }
    }

    private static void assertClosed(byte[] structure, KeyRing keys, ReasonCode reason) {
        assertThat(Envelopes.open(structure, keys))
                .isInstanceOfSatisfying(
                        Decryption.Closed.class,
                        closed -> assertThat(closed.finding().reason()).isEqualTo(reason));
    }
}
