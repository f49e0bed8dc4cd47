package org.securemessaging.admin.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root, and people whose certificates it issues, valid from a year ago for two years. */
public final class TestPki {
    private static final Provider BC = new BouncyCastleProvider();
    private static final Duration YEAR = Duration.ofDays(365);
    private static final X500Name ROOT = new X500Name("CN=Command line test root");

    private final Instant now = Instant.now();
    private final KeyPair rootKeys = keys();
    private long serial = 1;

    /** A person's certificate, and the key that belongs to it. */
    public record Person(X509CertificateHolder certificate, KeyPair keys) {}

    /** A person with an address. */
    public Person person(String address) {
        return person(address, keys());
    }

    /** A person with an address, whose key pair may be of any kind. */
    public Person person(String address, KeyPair keys) {
        X500Name name = new X500Name("CN=" + address.replaceFirst("@.*", ""));
        try {
            JcaX509v3CertificateBuilder builder = builder(name, keys);
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
            return new Person(builder.build(signer(rootKeys)), keys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the root's certificate as PEM. */
    public Path writeRoot(Path file) throws IOException {
        JcaX509v3CertificateBuilder builder = builder(ROOT, rootKeys);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        byte[] der = builder.build(signer(rootKeys)).getEncoded();
        return Files.writeString(file, pem("CERTIFICATE", der));
    }

    /** Writes a CRL as PEM that revokes some people. */
    public Path writeCrl(Path file, Person... revoked) throws IOException {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(ROOT, Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(YEAR)));
        for (Person person : revoked) {
            builder.addCRLEntry(
                    person.certificate().getSerialNumber(),
                    Date.from(now.minus(Duration.ofDays(1))),
                    CRLReason.keyCompromise);
        }
        byte[] der = builder.build(signer(rootKeys)).getEncoded();
        return Files.writeString(file, pem("X509 CRL", der));
    }

    /** Writes a person's certificate as PEM. */
    public static Path writeCertificate(Path file, Person person) throws IOException {
        return Files.writeString(file, pem("CERTIFICATE", person.certificate().getEncoded()));
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair keys) {
        return new JcaX509v3CertificateBuilder(
                ROOT,
                BigInteger.valueOf(serial++),
                Date.from(now.minus(YEAR)),
                Date.from(now.plus(YEAR)),
                subject,
                keys.getPublic());
    }

    private static ContentSigner signer(KeyPair keys) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(BC)
                    .build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
