package org.securemessaging.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;

/** Somebody's key of any kind, and the files it may lie in. */
public record TestKey(KeyPair pair, X509CertificateHolder holder) {
    /** The provider of all test keys. */
    public static final Provider PROVIDER = new BouncyCastleProvider();

    public static final int BOTH = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    public static final int AGREES = KeyUsage.keyAgreement;

    private static final AtomicLong SERIAL = new AtomicLong(0x2000);
    private static final KeyPair ISSUER = generate("P-256");
    private static final X500Name ISSUER_NAME = new X500Name("CN=Test Key Issuer");

    /** A key of one address, valid in 2026. */
    public static TestKey of(String algorithm, int usage, String address) {
        return of(algorithm, usage, address, year(2026), year(2027));
    }

    public static TestKey of(
            String algorithm, int usage, String address, Instant from, Instant to) {
        return certified(generate(algorithm), usage, address, from, to);
    }

    /** A certificate for a key whose private half is elsewhere. */
    public static TestKey of(PublicKey key, int usage, String address) {
        return certified(new KeyPair(key, null), usage, address, year(2026), year(2027));
    }

    /** Another certificate for the same key. */
    public TestKey renewed(int usage, String address, Instant from, Instant to) {
        return certified(pair, usage, address, from, to);
    }

    public Certificate certificate() {
        try {
            return Certificate.parse(holder.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public X509Certificate x509() {
        try {
            return new JcaX509CertificateConverter().setProvider(PROVIDER).getCertificate(holder);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public CertifiedKey certified() {
        return new CertifiedKey(pair.getPrivate(), Optional.empty(), certificate(), List.of());
    }

    /** A PKCS#12 file. */
    public byte[] pkcs12(String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
            store.load(null, null);
            store.setKeyEntry(
                    "key",
                    pair.getPrivate(),
                    password.toCharArray(),
                    new X509Certificate[] {x509()});
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificate and PBES2-encrypted key. */
    public byte[] pem(String password) {
        return pem(Optional.of(password));
    }

    public byte[] clearPem() {
        return pem(Optional.empty());
    }

    private byte[] pem(Optional<String> password) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(holder);
            writer.writeObject(
                    new JcaPKCS8Generator(
                            pair.getPrivate(), password.map(TestKey::encryptor).orElse(null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static OutputEncryptor encryptor(String password) {
        try {
            return new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(PROVIDER)
                    .setPassword(password.toCharArray())
                    .build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Instant year(int year) {
        return Instant.parse(year + "-01-01T00:00:00Z");
    }

    private static TestKey certified(
            KeyPair keys, int usage, String address, Instant from, Instant to) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            ISSUER_NAME,
                            BigInteger.valueOf(SERIAL.getAndIncrement()),
                            Date.from(from),
                            Date.from(to),
                            new X500Name("CN=Somebody"),
                            keys.getPublic());
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new BcX509ExtensionUtils()
                                    .createSubjectKeyIdentifier(
                                            SubjectPublicKeyInfo.getInstance(
                                                    keys.getPublic().getEncoded())));
            return new TestKey(
                    keys,
                    builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                    .setProvider(PROVIDER)
                                    .build(ISSUER.getPrivate())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pair by the name that people use: RSA, P-256, brainpoolP256r1, X25519, ML-KEM-768. */
    private static KeyPair generate(String name) {
        try {
            if (name.startsWith("P-") || name.startsWith("brainpool")) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
                generator.initialize(new ECGenParameterSpec(name), new SecureRandom());
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name, PROVIDER);
            if (name.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
