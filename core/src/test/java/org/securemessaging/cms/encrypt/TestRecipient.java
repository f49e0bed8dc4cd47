package org.securemessaging.cms.encrypt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;

/** Someone with a key of some kind; one of each kind serves all tests. */
record TestRecipient(KeyPair keys, X509CertificateHolder holder) {
    static final Provider BC = new BouncyCastleProvider();

    private static final Map<String, TestRecipient> ALL = new ConcurrentHashMap<>();
    private static final KeyPair ISSUER = generate("P-256");

    /** A recipient with a key such as {@code RSA-2048}, {@code P-256}, {@code ML-KEM-768}. */
    static TestRecipient with(String kind) {
        return ALL.computeIfAbsent(kind, TestRecipient::make);
    }

    Certificate certificate() {
        try {
            return Certificate.parse(holder.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The subject key identifier of a certificate of these. */
    static byte[] keyIdentifier(X509CertificateHolder holder) {
        return SubjectKeyIdentifier.fromExtensions(holder.getExtensions()).getKeyIdentifier();
    }

    KeyRecipient by(KeyTransport transport, RecipientNaming naming) {
        return new KeyRecipient(certificate(), transport, naming);
    }

    /** Certificate and key to recipient.crt and recipient.key in a folder. */
    void writePem(Path folder) {
        writePem(folder.resolve("recipient.crt"), holder);
        writePem(folder.resolve("recipient.key"), keys.getPrivate());
    }

    private static void writePem(Path file, Object thing) {
        try (JcaPEMWriter pem = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            pem.writeObject(thing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestRecipient make(String kind) {
        KeyPair keys = generate(kind);
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=Example CA"),
                            BigInteger.valueOf(kind.hashCode() & 0xFFFFFFFFL),
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                            new X500Name("CN=" + kind),
                            keys.getPublic());
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new SubjectKeyIdentifier(kind.getBytes(StandardCharsets.US_ASCII)));
            return new TestRecipient(
                    keys,
                    builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                    .setProvider(BC)
                                    .build(ISSUER.getPrivate())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate(String kind) {
        try {
            if (kind.startsWith("RSA-")) {
                KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA", BC);
                rsa.initialize(Integer.parseInt(kind.substring("RSA-".length())));
                return rsa.generateKeyPair();
            }
            if (kind.startsWith("P-") || kind.startsWith("brainpool")) {
                KeyPairGenerator curve = KeyPairGenerator.getInstance("EC", BC);
                curve.initialize(new ECGenParameterSpec(kind));
                return curve.generateKeyPair();
            }
            return KeyPairGenerator.getInstance(kind, BC).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
