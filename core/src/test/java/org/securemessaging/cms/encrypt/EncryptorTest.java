package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KEMRecipientId;
import org.bouncycastle.cms.KEMRecipientInformation;
import org.bouncycastle.cms.KeyAgreeRecipientId;
import org.bouncycastle.cms.KeyAgreeRecipientInformation;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientId;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.jcajce.JceKEMAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKEMEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the encryptor makes, opened with Bouncy Castle's own recipients. */
class EncryptorTest {
    private static final byte[] CONTENT =
            "Content-Type: text/plain\r\n\r\nMeet me at nine.\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** RFC 9709 §2. */
    private static final ASN1ObjectIdentifier CEK_HKDF_SHA256 =
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.31");

    private final Encryptor encryptor = new Encryptor(TestRecipient.BC);

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, PKCS1_V1_5",
        "RSA-3072, OAEP",
        "P-256, PKCS1_V1_5",
        "P-384, PKCS1_V1_5",
        "P-521, PKCS1_V1_5",
        "brainpoolP256r1, PKCS1_V1_5",
        "brainpoolP384r1, PKCS1_V1_5",
        "brainpoolP512r1, PKCS1_V1_5",
        "X25519, PKCS1_V1_5",
        "X448, PKCS1_V1_5",
        "ML-KEM-512, PKCS1_V1_5",
        "ML-KEM-768, PKCS1_V1_5",
        "ML-KEM-1024, PKCS1_V1_5",
    })
    void encryptShouldBeOpenedByTheKeyForEveryCipherAndNaming(String kind, KeyTransport transport)
            throws Exception {
        TestRecipient recipient = TestRecipient.with(kind);
        for (ContentCipher cipher : ContentCipher.values()) {
            for (RecipientNaming naming : RecipientNaming.values()) {
                KeyRecipient to = recipient.by(transport, naming);

                byte[] envelope = encrypt(CONTENT, new EncryptionPlan(cipher, false, List.of(to)));

                assertThat(open(envelope, cipher, recipient)).isEqualTo(CONTENT);
            }
        }
    }

    // Bouncy Castle's recipients derive no content key behind a key agreement.
    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "ML-KEM-768"})
    void encryptShouldBeOpenedByTheKeyWhenTheContentKeyIsDerived(String kind) throws Exception {
        TestRecipient recipient = TestRecipient.with(kind);
        for (ContentCipher cipher : ContentCipher.values()) {
            KeyRecipient to = KeyRecipient.of(recipient.certificate());

            byte[] envelope = encrypt(CONTENT, new EncryptionPlan(cipher, true, List.of(to)));

            assertThat(cipherOf(envelope).getAlgorithm()).isEqualTo(CEK_HKDF_SHA256);
            assertThat(open(envelope, cipher, recipient)).isEqualTo(CONTENT);
        }
    }

    @Test
    void encryptShouldBeOpenedByEachOfManyRecipients() throws Exception {
        List<TestRecipient> recipients =
                List.of("RSA-2048", "P-256", "X25519", "ML-KEM-768", "P-384").stream()
                        .map(TestRecipient::with)
                        .toList();
        List<KeyRecipient> to =
                recipients.stream().map(each -> KeyRecipient.of(each.certificate())).toList();
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);

        byte[] envelope =
                encrypt(content, new EncryptionPlan(ContentCipher.AES_256_GCM, false, to));

        for (TestRecipient recipient : recipients) {
            assertThat(open(envelope, ContentCipher.AES_256_GCM, recipient)).isEqualTo(content);
        }
    }

    @Test
    void encryptShouldShareOneKeyAgreementAmongRecipientsOnOneCurve() throws Exception {
        List<KeyRecipient> to =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> KeyRecipient.of(TestRecipient.with("P-256").certificate()))
                        .toList();

        byte[] envelope =
                encrypt(CONTENT, new EncryptionPlan(ContentCipher.AES_128_CBC, false, to));

        List<RecipientInfo> infos = recipients(envelope);
        assertThat(infos).hasSize(1);
        assertThat(
                        KeyAgreeRecipientInfo.getInstance(infos.get(0).getInfo())
                                .getRecipientEncryptedKeys())
                .hasSize(1_000);
    }

    @Test
    void encryptShouldNameACertificateWithoutKeyIdentifierByItsSerialNumber() throws Exception {
        TestRecipient recipient = TestRecipient.with("RSA-2048");
        KeyRecipient by = recipient.by(KeyTransport.OAEP, RecipientNaming.SUBJECT_KEY_IDENTIFIER);

        byte[] envelope =
                encrypt(CONTENT, new EncryptionPlan(ContentCipher.AES_256_CBC, false, List.of(by)));

        KeyTransRecipientInfo info =
                KeyTransRecipientInfo.getInstance(recipients(envelope).get(0).getInfo());
        assertThat(info.getKeyEncryptionAlgorithm().getAlgorithm())
                .isEqualTo(PKCSObjectIdentifiers.id_RSAES_OAEP);
        assertThat(info.getRecipientIdentifier().isTagged()).isTrue();
    }

    @Test
    void encryptShouldTakeAContentWithoutOctets() throws Exception {
        TestRecipient recipient = TestRecipient.with("P-256");
        KeyRecipient to = KeyRecipient.of(recipient.certificate());
        for (ContentCipher cipher : ContentCipher.values()) {
            byte[] envelope = encrypt(new byte[0], new EncryptionPlan(cipher, false, List.of(to)));

            assertThat(open(envelope, cipher, recipient)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "ML-DSA-44", "P-224"})
    void encryptShouldRefuseAKeyThatOnlySignsAndWriteNothing(String kind) {
        KeyRecipient good = KeyRecipient.of(TestRecipient.with("P-256").certificate());
        KeyRecipient bad = KeyRecipient.of(TestRecipient.with(kind).certificate());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncryptionPlan plan =
                new EncryptionPlan(ContentCipher.AES_128_GCM, false, List.of(good, bad));

        assertThatThrownBy(() -> encryptor.encrypt(new ByteArrayInputStream(CONTENT), plan, out))
                .isInstanceOf(UnusableCertificateException.class)
                .extracting(e -> ((UnusableCertificateException) e).certificate())
                .isEqualTo(bad.certificate());

        assertThat(out.size()).isZero();
        assertThat(Encryptor.objection(bad.certificate())).isPresent();
        assertThat(Encryptor.objection(good.certificate())).isEmpty();
    }

    private byte[] encrypt(byte[] content, EncryptionPlan plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encryptor.encrypt(new ByteArrayInputStream(content), plan, out);
        return out.toByteArray();
    }

    private static byte[] open(byte[] envelope, ContentCipher cipher, TestRecipient recipient)
            throws CMSException {
        RecipientInformationStore infos =
                cipher.authenticated()
                        ? new CMSAuthEnvelopedData(envelope).getRecipientInfos()
                        : new CMSEnvelopedData(envelope).getRecipientInfos();
        for (RecipientId name : names(recipient.holder())) {
            RecipientInformation info = infos.get(name);
            if (info != null) {
                return info.getContent(key(info, recipient, cipher.authenticated()));
            }
        }
        throw new AssertionError("not for " + recipient.holder().getSubject());
    }

    private static List<RecipientId> names(X509CertificateHolder holder) {
        X500Name issuer = holder.getIssuer();
        BigInteger serial = holder.getSerialNumber();
        byte[] identifier = TestRecipient.keyIdentifier(holder);
        return List.of(
                new KeyTransRecipientId(issuer, serial),
                new KeyTransRecipientId(identifier),
                new KeyAgreeRecipientId(issuer, serial),
                new KeyAgreeRecipientId(identifier),
                new KEMRecipientId(issuer, serial),
                new KEMRecipientId(identifier));
    }

    private static Recipient key(RecipientInformation info, TestRecipient to, boolean auth) {
        var key = to.keys().getPrivate();
        if (info instanceof KeyAgreeRecipientInformation) {
            return auth
                    ? new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(TestRecipient.BC)
                    : new JceKeyAgreeEnvelopedRecipient(key).setProvider(TestRecipient.BC);
        }
        if (info instanceof KEMRecipientInformation) {
            return auth
                    ? new JceKEMAuthEnvelopedRecipient(key).setProvider(TestRecipient.BC)
                    : new JceKEMEnvelopedRecipient(key).setProvider(TestRecipient.BC);
        }
        return auth
                ? new JceKeyTransAuthEnvelopedRecipient(key).setProvider(TestRecipient.BC)
                : new JceKeyTransEnvelopedRecipient(key).setProvider(TestRecipient.BC);
    }

    private static List<RecipientInfo> recipients(byte[] envelope) {
        ContentInfo info = ContentInfo.getInstance(envelope);
        var set =
                info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)
                        ? AuthEnvelopedData.getInstance(info.getContent()).getRecipientInfos()
                        : EnvelopedData.getInstance(info.getContent()).getRecipientInfos();
        List<RecipientInfo> infos = new ArrayList<>();
        set.forEach(each -> infos.add(RecipientInfo.getInstance(each)));
        return infos;
    }

    private static AlgorithmIdentifier cipherOf(byte[] envelope) {
        ContentInfo info = ContentInfo.getInstance(ASN1Sequence.getInstance(envelope));
        return info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)
                ? AuthEnvelopedData.getInstance(info.getContent())
                        .getAuthEncryptedContentInfo()
                        .getContentEncryptionAlgorithm()
                : EnvelopedData.getInstance(info.getContent())
                        .getEncryptedContentInfo()
                        .getContentEncryptionAlgorithm();
    }
}
