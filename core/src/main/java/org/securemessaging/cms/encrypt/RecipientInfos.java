package org.securemessaging.cms.encrypt;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKEMRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;

/**
 * Makes the parts of one envelope by which its recipients open it (RFC 5652 §6.2). Recipients whose
 * keys are on one curve share the sender's ephemeral key, which costs one key for a thousand of
 * them and is as safe (RFC 5753 §3.1). One use by one thread.
 */
final class RecipientInfos {
    private final Provider bouncyCastle;
    private final ASN1ObjectIdentifier keyWrap;
    private final List<RecipientInfoGenerator> generators = new ArrayList<>();
    private final Map<ASN1ObjectIdentifier, JceKeyAgreeRecipientInfoGenerator> agreements =
            new LinkedHashMap<>();

    RecipientInfos(Provider bouncyCastle, ContentCipher cipher) {
        this.bouncyCastle = bouncyCastle;
        // As strong as what it wraps (RFC 5753 §8).
        this.keyWrap = cipher.keyBits() > 128 ? CMSAlgorithm.AES256_WRAP : CMSAlgorithm.AES128_WRAP;
    }

    /** The generators of all that were added, in their order, those of one curve together. */
    List<RecipientInfoGenerator> generators() {
        return List.copyOf(generators);
    }

    void add(KeyRecipient recipient) {
        Certificate certificate = recipient.certificate();
        RecipientKeyType type =
                RecipientKeyType.of(certificate.holder().getSubjectPublicKeyInfo())
                        .orElseThrow(
                                () ->
                                        new UnusableCertificateException(
                                                certificate, "no key to encrypt to", null));
        try {
            Named named = named(recipient);
            if (type instanceof RecipientKeyType.Rsa) {
                generators.add(transport(named, recipient.transport()));
            } else if (type instanceof RecipientKeyType.Agreement agreement) {
                agreement(agreement).with(named);
            } else {
                generators.add(encapsulation(named));
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            // Bouncy Castle answers a malformed key with many kinds of unchecked exception.
            throw new UnusableCertificateException(certificate, "malformed key", e);
        }
    }

    /** A recipient's key and by what the envelope names it. */
    private record Named(X509Certificate certificate, Optional<byte[]> keyIdentifier) {
        PublicKey key() {
            return certificate.getPublicKey();
        }
    }

    private Named named(KeyRecipient recipient) throws GeneralSecurityException {
        Certificate certificate = recipient.certificate();
        return new Named(
                new JcaX509CertificateConverter()
                        .setProvider(bouncyCastle)
                        .getCertificate(certificate.holder()),
                recipient.naming() == RecipientNaming.SUBJECT_KEY_IDENTIFIER
                        ? CertificateExtensions.of(certificate).subjectKeyIdentifier()
                        : Optional.empty());
    }

    private RecipientInfoGenerator transport(Named named, KeyTransport transport)
            throws GeneralSecurityException {
        AlgorithmIdentifier algorithm =
                transport == KeyTransport.OAEP
                        ? oaep()
                        : new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.rsaEncryption,
                                org.bouncycastle.asn1.DERNull.INSTANCE);
        JceKeyTransRecipientInfoGenerator generator =
                named.keyIdentifier().isPresent()
                        ? new JceKeyTransRecipientInfoGenerator(
                                named.keyIdentifier().get(), algorithm, named.key())
                        : new JceKeyTransRecipientInfoGenerator(named.certificate(), algorithm);
        return generator.setProvider(bouncyCastle);
    }

    private static AlgorithmIdentifier oaep() throws GeneralSecurityException {
        return new JcaAlgorithmParametersConverter()
                .getAlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_RSAES_OAEP,
                        new OAEPParameterSpec(
                                "SHA-256",
                                "MGF1",
                                MGF1ParameterSpec.SHA256,
                                PSource.PSpecified.DEFAULT));
    }

    private RecipientInfoGenerator encapsulation(Named named) throws GeneralSecurityException {
        JceKEMRecipientInfoGenerator generator =
                named.keyIdentifier().isPresent()
                        ? new JceKEMRecipientInfoGenerator(
                                named.keyIdentifier().get(), named.key(), CMSAlgorithm.AES256_WRAP)
                        : new JceKEMRecipientInfoGenerator(
                                named.certificate(), CMSAlgorithm.AES256_WRAP);
        return generator.setKDF(CMSAlgorithm.SHA256_HKDF).setProvider(bouncyCastle);
    }

    /** Recipients on one curve. */
    private record Sharing(JceKeyAgreeRecipientInfoGenerator generator) {
        void with(Named named) throws GeneralSecurityException {
            if (named.keyIdentifier().isPresent()) {
                generator.addRecipient(named.keyIdentifier().get(), named.key());
            } else {
                generator.addRecipient(named.certificate());
            }
        }
    }

    private Sharing agreement(RecipientKeyType.Agreement agreement)
            throws GeneralSecurityException {
        JceKeyAgreeRecipientInfoGenerator known = agreements.get(agreement.group());
        if (known == null) {
            KeyPair ephemeral = ephemeral(agreement);
            known =
                    new JceKeyAgreeRecipientInfoGenerator(
                                    agreement.scheme(),
                                    ephemeral.getPrivate(),
                                    ephemeral.getPublic(),
                                    keyWrap)
                            .setProvider(bouncyCastle);
            agreements.put(agreement.group(), known);
            generators.add(known);
        }
        return new Sharing(known);
    }

    private KeyPair ephemeral(RecipientKeyType.Agreement agreement)
            throws GeneralSecurityException {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(agreement.algorithm(), bouncyCastle);
        if (agreement.algorithm().equals("EC")) {
            AlgorithmParameterSpec curve = new ECGenParameterSpec(agreement.group().getId());
            generator.initialize(curve);
        }
        return generator.generateKeyPair();
    }
}
