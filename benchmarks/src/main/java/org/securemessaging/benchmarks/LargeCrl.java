package org.securemessaging.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;

/** A CA, and a signed CRL of its with as many entries as one likes: 20 MB for half a million. */
final class LargeCrl {
    private static final X500Name NAME = new X500Name("O=Benchmark,CN=Large CA");
    private static final Duration DAY = Duration.ofDays(1);

    private final Instant now = Instant.now();
    private final KeyPair keys;
    private final ContentSigner signer;

    LargeCrl(Provider bouncyCastle) throws GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        signer =
                new JcaContentSignerBuilder("SHA256withRSA")
                        .setProvider(bouncyCastle)
                        .build(keys.getPrivate());
    }

    /** Sixteen octets, spread as a CA's random serials are, and the same for the same number. */
    static BigInteger serial(long number) {
        ByteBuffer octets = ByteBuffer.allocate(16);
        octets.putLong(number * 0x9e3779b97f4a7c15L).putLong(number * 0xc2b2ae3d27d4eb4fL);
        octets.put(0, (byte) ((octets.get(0) & 0x7f) | 0x40));
        return new BigInteger(octets.array());
    }

    Certificate ca() throws IOException {
        return Certificate.parse(
                builder(BigInteger.ONE, NAME)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                        .build(signer)
                        .getEncoded());
    }

    /** A person's certificate with one of the serial numbers. */
    Certificate person(long number) throws IOException {
        return Certificate.parse(
                builder(serial(number), new X500Name("CN=Person " + number))
                        .build(signer)
                        .getEncoded());
    }

    /** Writes a CRL that revokes the first serial numbers. */
    void write(int entries, OutputStream to) throws IOException {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(NAME, Date.from(now.minus(DAY)));
        builder.setNextUpdate(Date.from(now.plus(DAY)));
        Date revoked = Date.from(now.minus(DAY));
        for (int i = 0; i < entries; i++) {
            builder.addCRLEntry(serial(i), revoked, 1);
        }
        to.write(builder.build(signer).getEncoded());
    }

    private JcaX509v3CertificateBuilder builder(BigInteger serial, X500Name subject) {
        return new JcaX509v3CertificateBuilder(
                NAME,
                serial,
                Date.from(now.minus(DAY)),
                Date.from(now.plus(DAY)),
                subject,
                keys.getPublic());
    }
}
