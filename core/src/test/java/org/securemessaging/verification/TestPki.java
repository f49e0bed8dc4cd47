package org.securemessaging.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;

/** A root, and people under it, on P-256 for speed unless another key is asked for. */
final class TestPki {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    // Far apart: other people's programs judge certificates by the machine's clock.
    private static final Instant FROM = year(2020);
    private static final Instant UNTIL = year(2039);

    /** Someone who can sign. */
    record Person(KeyPair keys, X509CertificateHolder holder) {
        Certificate certificate() {
            try {
                return Certificate.parse(holder.getEncoded());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Provider provider;
    private final AtomicLong serial = new AtomicLong(0x1000);
    private final String rootSignature;
    private final Person root;

    TestPki(String name, Provider provider) {
        this(name, "EC", 256, provider);
    }

    TestPki(String name, String rootAlgorithm, int rootBits, Provider provider) {
        this.provider = provider;
        this.rootSignature = rootAlgorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        KeyPair keys = keys(rootAlgorithm, rootBits);
        X500Name subject = new X500Name("CN=" + name);
        this.root =
                new Person(
                        keys,
                        build(builder(subject, subject, keys, year(2020), year(2040)), keys, true));
    }

    Person root() {
        return root;
    }

    /** A person whose certificate holds an address. */
    Person person(String address) {
        return person(address, FROM, UNTIL, KeyPurposeId.id_kp_emailProtection);
    }

    Person person(String address, Instant from, Instant to, KeyPurposeId purpose) {
        return person(address, from, to, purpose, keys("EC", 256));
    }

    /** A person with a key of some other kind. */
    Person person(String address, String keyAlgorithm, int bits) {
        return person(
                address, FROM, UNTIL, KeyPurposeId.id_kp_emailProtection, keys(keyAlgorithm, bits));
    }

    private Person person(
            String address, Instant from, Instant to, KeyPurposeId purpose, KeyPair keys) {
        X509v3CertificateBuilder builder =
                builder(root.holder().getSubject(), new X500Name("CN=Person"), keys, from, to);
        try {
            builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new BcX509ExtensionUtils()
                                    .createSubjectKeyIdentifier(
                                            SubjectPublicKeyInfo.getInstance(
                                                    keys.getPublic().getEncoded())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Person(keys, build(builder, root.keys(), false));
    }

    static Instant year(int year) {
        return Instant.parse(year + "-01-01T00:00:00Z");
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(serial.getAndIncrement()),
                Date.from(from),
                Date.from(to),
                subject,
                keys.getPublic());
    }

    private X509CertificateHolder build(
            X509v3CertificateBuilder builder, KeyPair issuer, boolean ca) {
        try {
            int usage =
                    ca
                            ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                            // NSS signs with no key that it could not also encrypt to.
                            : KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            return builder.build(
                    new JcaContentSignerBuilder(rootSignature)
                            .setProvider(provider)
                            .build(issuer.getPrivate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
