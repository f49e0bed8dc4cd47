package org.securemessaging.cms.encrypt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSEnvelopedGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Encrypts to certificates: EnvelopedData (RFC 5652 §6) and AuthEnvelopedData (RFC 5083), as a
 * stream, with a heap that does not grow with the content.
 *
 * <p>Guarantee: who holds none of the recipients' keys learns no more of the content than its
 * length. No guarantee: that an EnvelopedData arrives unchanged. Thread safe.
 */
public final class Encryptor {
    // A segment of the octet string; the last one alone is shorter.
    private static final int SEGMENT_OCTETS = 32 * 1024;

    private final SecureRandom random = new SecureRandom();
    private final Provider bouncyCastle;

    /**
     * An encryptor.
     *
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public Encryptor(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * Whether a certificate's key is of a kind that can be encrypted to: RSA, an elliptic curve of
     * NIST's or brainpool's with a name, X25519, X448, ML-KEM. What the certificate permits is not
     * looked at.
     *
     * @param certificate the certificate
     * @return why not, or empty if it is
     */
    public static Optional<Finding> objection(Certificate certificate) {
        return RecipientKeyType.of(certificate.holder().getSubjectPublicKeyInfo()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Finding.of(ReasonCode.KEY_USAGE, "the key is of no kind to encrypt to"));
    }

    /**
     * Encrypts.
     *
     * @param content what; read to its end, not closed
     * @param plan how, and for whom
     * @param envelope takes the ContentInfo in BER; not closed. What was written before an
     *     exception is worthless
     * @throws IOException if the content can't be read or the envelope not written
     * @throws UnusableCertificateException if a recipient's key can't be encrypted to; nothing is
     *     written then
     */
    public void encrypt(InputStream content, EncryptionPlan plan, OutputStream envelope)
            throws IOException {
        try (OutputStream out = open(plan, envelope)) {
            content.transferTo(out);
        }
    }

    /**
     * Encrypts what is written.
     *
     * @param plan how, and for whom
     * @param envelope takes the ContentInfo in BER
     * @return takes the content; closed, it ends the envelope, but does not close the stream below
     * @throws IOException if the envelope can't be written
     * @throws UnusableCertificateException if a recipient's key can't be encrypted to; nothing is
     *     written then
     */
    public OutputStream open(EncryptionPlan plan, OutputStream envelope) throws IOException {
        RecipientInfos recipients = new RecipientInfos(bouncyCastle, plan.cipher());
        plan.recipients().forEach(recipients::add);
        try {
            return open(plan, recipients, envelope);
        } catch (CMSException e) {
            throw new IllegalStateException("this platform lacks " + plan.cipher().word(), e);
        }
    }

    private OutputStream open(EncryptionPlan plan, RecipientInfos recipients, OutputStream envelope)
            throws CMSException, IOException {
        OutputEncryptor cipher = cipher(plan);
        if (plan.cipher().authenticated()) {
            CMSAuthEnvelopedDataStreamGenerator generator =
                    new CMSAuthEnvelopedDataStreamGenerator();
            generator.setBufferSize(SEGMENT_OCTETS);
            return with(recipients, generator).open(envelope, (OutputAEADEncryptor) cipher);
        }
        CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
        generator.setBufferSize(SEGMENT_OCTETS);
        return with(recipients, generator).open(envelope, cipher);
    }

    private OutputEncryptor cipher(EncryptionPlan plan) throws CMSException {
        byte[] key = new byte[plan.cipher().keyBits() / Byte.SIZE];
        random.nextBytes(key);
        JceCMSContentEncryptorBuilder builder =
                new JceCMSContentEncryptorBuilder(plan.cipher().oid())
                        .setEnableSha256HKdf(plan.derivedKey());
        // AES is the platform's, which unlike Bouncy Castle's uses the processor's instructions.
        return plan.cipher() == ContentCipher.CHACHA20_POLY1305
                ? builder.setProvider(bouncyCastle).build(key)
                : builder.build(key);
    }

    private static <G extends CMSEnvelopedGenerator> G with(
            RecipientInfos recipients, G generator) {
        recipients.generators().forEach(generator::addRecipientInfoGenerator);
        return generator;
    }
}
