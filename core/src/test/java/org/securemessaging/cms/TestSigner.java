package org.securemessaging.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.securemessaging.certificate.Certificate;

/** Signs with Bouncy Castle's generators, in every form that CMS has. */
record TestSigner(TestAlgorithm algorithm, KeyPair keys, X509CertificateHolder certificate) {
    /** How the structure is written. */
    enum Packaging {
        DETACHED,
        OPAQUE_DER,
        OPAQUE_BER
    }

    static final byte[] KEY_IDENTIFIER = {1, 2, 3, 4};

    private static final Map<TestAlgorithm, TestSigner> SIGNERS = new ConcurrentHashMap<>();

    /** The algorithm's signer, the same at each call. */
    static TestSigner of(TestAlgorithm algorithm) {
        return SIGNERS.computeIfAbsent(algorithm, each -> of(each, each.keys()));
    }

    /** Certificates of one algorithm all have the same issuer, serial and key identifier. */
    static TestSigner of(TestAlgorithm algorithm, KeyPair keys) {
        return new TestSigner(algorithm, keys, certificate(algorithm, keys, BigInteger.TEN, true));
    }

    static X509CertificateHolder certificate(
            TestAlgorithm algorithm, KeyPair keys, BigInteger serial, boolean withIdentifier) {
        try {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            new X500Name("CN=Test CA"),
                            serial,
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                            new X500Name("CN=" + algorithm),
                            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            if (withIdentifier) {
                builder.addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new SubjectKeyIdentifier(KEY_IDENTIFIER));
            }
            return builder.build(
                    new JcaContentSignerBuilder(algorithm.signer)
                            .setProvider(Layers.BOUNCY_CASTLE)
                            .build(keys.getPrivate()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    Certificate parsedCertificate() {
        return parsed(certificate);
    }

    static Certificate parsed(X509CertificateHolder holder) {
        try {
            return Certificate.parse(holder.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    CMSSignedData sign(
            byte[] content, boolean byKeyIdentifier, boolean attributes, boolean enclose) {
        return sign(content, byKeyIdentifier, attributes, enclose, List.of(certificate));
    }

    CMSSignedData sign(
            byte[] content,
            boolean byKeyIdentifier,
            boolean attributes,
            boolean enclose,
            List<X509CertificateHolder> certificates) {
        return sign(
                new CMSProcessableByteArray(content),
                byKeyIdentifier,
                attributes,
                enclose,
                certificates);
    }

    CMSSignedData signDetached(CMSTypedData content, boolean attributes) {
        return sign(content, false, attributes, false, List.of(certificate));
    }

    private CMSSignedData sign(
            CMSTypedData content,
            boolean byKeyIdentifier,
            boolean attributes,
            boolean enclose,
            List<X509CertificateHolder> certificates) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signerInfo(byKeyIdentifier, attributes));
            for (X509CertificateHolder each : certificates) {
                generator.addCertificate(each);
            }
            return generator.generate(content, enclose);
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private SignerInfoGenerator signerInfo(boolean byKeyIdentifier, boolean attributes) {
        try {
            ContentSigner signer =
                    new JcaContentSignerBuilder(algorithm.signer)
                            .setProvider(Layers.BOUNCY_CASTLE)
                            .build(keys.getPrivate());
            JcaSignerInfoGeneratorBuilder builder =
                    new JcaSignerInfoGeneratorBuilder(
                                    new JcaDigestCalculatorProviderBuilder()
                                            .setProvider(Layers.BOUNCY_CASTLE)
                                            .build())
                            .setDirectSignature(!attributes);
            return byKeyIdentifier
                    ? builder.build(signer, KEY_IDENTIFIER)
                    : builder.build(
                            signer,
                            new JcaX509CertificateConverter()
                                    .setProvider(Layers.BOUNCY_CASTLE)
                                    .getCertificate(certificate));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] sign(byte[] content, boolean byKeyIdentifier, boolean attributes, Packaging packaging) {
        CMSSignedData signed =
                sign(content, byKeyIdentifier, attributes, packaging != Packaging.DETACHED);
        return encoded(signed, packaging);
    }

    static byte[] encoded(CMSSignedData signed, Packaging packaging) {
        try {
            return signed.toASN1Structure()
                    .getEncoded(
                            packaging == Packaging.OPAQUE_BER
                                    ? ASN1Encoding.BER
                                    : ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
