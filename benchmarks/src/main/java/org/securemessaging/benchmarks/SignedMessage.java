package org.securemessaging.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.CollectionStore;

/** A clear-signed message, and the pieces that its verification comes down to. */
final class SignedMessage {
    private static final String ADDRESS = "alice@example.org";
    private static final String HEADER =
            "From: %s\r\nTo: bob@example.org\r\nSubject: benchmark\r\n";

    private static final int RSA_BITS = 2048;

    private final byte[] octets;
    private final byte[] content;
    private final byte[] cms;
    private final KeyPair keys;
    private final X509CertificateHolder certificate;

    private SignedMessage(
            byte[] content, byte[] cms, KeyPair keys, X509CertificateHolder certificate)
            throws IOException {
        this.octets = message(content, cms);
        this.content = content;
        this.cms = cms;
        this.keys = keys;
        this.certificate = certificate;
    }

    static SignedMessage make(String keyAlgorithm, int size, Provider provider)
            throws GeneralSecurityException, OperatorCreationException, IOException, CMSException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm, provider);
        if (keyAlgorithm.equals("EC")) {
            // By the curve's name, as keys are read; one made by its length signs at a sixth.
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else {
            generator.initialize(RSA_BITS);
        }
        KeyPair keys = generator.generateKeyPair();
        String signatureAlgorithm = keyAlgorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        X509CertificateHolder certificate = certificate(keys, signatureAlgorithm, provider);
        byte[] content = content(size);
        CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
        cms.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .setProvider(provider)
                        .build(signatureAlgorithm, keys.getPrivate(), certificate));
        cms.addCertificates(new CollectionStore<>(List.of(certificate)));
        byte[] signature = cms.generate(new CMSProcessableByteArray(content), false).getEncoded();
        return new SignedMessage(content, signature, keys, certificate);
    }

    /** The message. */
    byte[] octets() {
        return octets;
    }

    /** The octets that are signed. */
    byte[] content() {
        return content;
    }

    /** The detached signature, DER. */
    byte[] cms() {
        return cms;
    }

    /** The signer's keys. */
    KeyPair keys() {
        return keys;
    }

    /** The signer's certificate, self-signed. */
    X509CertificateHolder certificate() {
        return certificate;
    }

    /** The same before it was signed. */
    byte[] unsigned() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEADER.formatted(ADDRESS).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static X509CertificateHolder certificate(
            KeyPair keys, String algorithm, Provider provider)
            throws OperatorCreationException, IOException {
        X500Name name = new X500Name("CN=Alice");
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(30))),
                        name,
                        keys.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, ADDRESS)))
                .build(
                        new JcaContentSignerBuilder(algorithm)
                                .setProvider(provider)
                                .build(keys.getPrivate()));
    }

    private static byte[] content(int size) {
        String line =
                "The quick brown fox jumps over the lazy dog, and so on to the end of it.\r\n";
        String header = "Content-Type: text/plain\r\n\r\n";
        return (header + line.repeat(size / line.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] message(byte[] content, byte[] signature) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head =
                HEADER
                        + "Content-Type: multipart/signed; micalg=sha-256; boundary=b;\r\n"
                        + " protocol=\"application/pkcs7-signature\"\r\n\r\n--b\r\n";
        String middle =
                "\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n";
        out.writeBytes(head.formatted(ADDRESS).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        out.writeBytes(middle.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Base64.getMimeEncoder().encode(signature));
        out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
