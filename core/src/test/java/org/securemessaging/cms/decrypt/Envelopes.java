package org.securemessaging.cms.decrypt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKEMRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.SpoolLimits;

/** Encrypted structures by Bouncy Castle's own generators, and a ring with the keys. */
final class Envelopes {
    static final SpoolLimits SPOOL = SpoolLimits.in(Path.of(System.getProperty("java.io.tmpdir")));

    static final byte[] CONTENT =
            "Content-Type: text/plain\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);

    private Envelopes() {}

    static KeyRing ring(TestKey... keys) {
        return recipient ->
                Arrays.stream(keys)
                        .filter(key -> names(recipient, key))
                        .<HeldKey>map(Held::new)
                        .toList();
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

    private static boolean names(RecipientId recipient, TestKey key) {
        return recipient instanceof RecipientId.IssuerAndSerial named
                && named.serialNumber().equals(key.certificate().serialNumber());
    }

    static byte[] keyTrans(TestKey key, ASN1ObjectIdentifier cipher, byte[] content) {
        try {
            return encrypt(
                    new JceKeyTransRecipientInfoGenerator(key.x509()).setProvider(TestKey.PROVIDER),
                    cipher,
                    content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] keyAgree(
            TestKey key, ASN1ObjectIdentifier scheme, ASN1ObjectIdentifier wrap, byte[] ukm) {
        try {
            KeyPair sender = sender(key);
            JceKeyAgreeRecipientInfoGenerator recipient =
                    new JceKeyAgreeRecipientInfoGenerator(
                                    scheme, sender.getPrivate(), sender.getPublic(), wrap)
                            .addRecipient(key.x509())
                            .setProvider(TestKey.PROVIDER);
            if (ukm.length > 0) {
                recipient.setUserKeyingMaterial(ukm);
            }
            return encrypt(recipient, CMSAlgorithm.AES256_CBC, CONTENT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] kem(
            TestKey key,
            ASN1ObjectIdentifier wrap,
            ASN1ObjectIdentifier kdf,
            ASN1ObjectIdentifier cipher) {
        return kem(key.holder(), wrap, kdf, cipher);
    }

    static byte[] kem(
            X509CertificateHolder certificate,
            ASN1ObjectIdentifier wrap,
            ASN1ObjectIdentifier kdf,
            ASN1ObjectIdentifier cipher) {
        try {
            JceKEMRecipientInfoGenerator recipient =
                    new JceKEMRecipientInfoGenerator(
                                    new JcaX509CertificateConverter()
                                            .setProvider(TestKey.PROVIDER)
                                            .getCertificate(certificate),
                                    wrap)
                            .setKDF(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(kdf))
                            .setProvider(TestKey.PROVIDER);
            return encrypt(recipient, cipher, CONTENT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] encrypt(
            RecipientInfoGenerator recipient, ASN1ObjectIdentifier cipher, byte[] content) {
        return encrypt(List.of(recipient), cipher, content);
    }

    static byte[] encrypt(
            List<RecipientInfoGenerator> recipients, ASN1ObjectIdentifier cipher, byte[] content) {
        try {
            OutputEncryptor encryptor =
                    new JceCMSContentEncryptorBuilder(cipher).setProvider(TestKey.PROVIDER).build();
            if (encryptor instanceof OutputAEADEncryptor aead) {
                CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
                recipients.forEach(generator::addRecipientInfoGenerator);
                return generator.generate(new CMSProcessableByteArray(content), aead).getEncoded();
            }
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            recipients.forEach(generator::addRecipientInfoGenerator);
            return generator.generate(new CMSProcessableByteArray(content), encryptor).getEncoded();
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Decryption open(byte[] structure, KeyRing keys) {
        return open(structure, keys, DecryptionPolicy.permissive());
    }

    static Decryption open(byte[] structure, KeyRing keys, DecryptionPolicy policy) {
        try {
            return new EnvelopeDecryptor(policy, TestKey.PROVIDER)
                    .decrypt(() -> new ByteArrayInputStream(structure), keys, SPOOL);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content of a layer that opens. */
    static byte[] content(byte[] structure, KeyRing keys) {
        Decryption decryption = open(structure, keys);
        if (decryption instanceof Decryption.Opened opened) {
            return opened.content().octets().toByteArray(1 << 24);
        }
        throw new AssertionError(decryption.toString());
    }

    private static KeyPair sender(TestKey key) throws GeneralSecurityException {
        ASN1ObjectIdentifier oid =
                key.holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (oid.equals(EdECObjectIdentifiers.id_X25519)) {
            return KeyPairGenerator.getInstance("X25519", TestKey.PROVIDER).generateKeyPair();
        } else if (oid.equals(EdECObjectIdentifiers.id_X448)) {
            return KeyPairGenerator.getInstance("X448", TestKey.PROVIDER).generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", TestKey.PROVIDER);
        String curve =
                ASN1ObjectIdentifier.getInstance(
                                key.holder()
                                        .getSubjectPublicKeyInfo()
                                        .getAlgorithm()
                                        .getParameters())
                        .getId();
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
