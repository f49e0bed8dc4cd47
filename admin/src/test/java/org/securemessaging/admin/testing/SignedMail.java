package org.securemessaging.admin.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableFile;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;

/** Writes clear-signed messages of any size. */
public final class SignedMail {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final String LINE =
            "All work and no play makes Jack a dull boy, over and over.\r\n";

    private SignedMail() {}

    /**
     * Writes a message.
     *
     * @param file where to
     * @param from the address in From
     * @param signer who signs it
     * @param withCertificate whether the signature brings the signer's certificate
     * @param octets at least how many octets the content has
     */
    public static Path write(
            Path file, String from, TestPki.Person signer, boolean withCertificate, long octets)
            throws IOException {
        Path content = Files.createTempFile(file.toAbsolutePath().getParent(), "content", "");
        try {
            writeContent(content, octets);
            byte[] signature = sign(content, signer, withCertificate);
            writeMessage(file, from, content, signature);
            return file;
        } finally {
            Files.delete(content);
        }
    }

    private static void writeContent(Path content, long octets) throws IOException {
        byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(content))) {
            out.write("Content-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < octets; written += line.length) {
                out.write(line);
            }
        }
    }

    private static byte[] sign(Path content, TestPki.Person signer, boolean withCertificate)
            throws IOException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setProvider(BC)
                            .build(
                                    "SHA256withECDSA",
                                    signer.keys().getPrivate(),
                                    signer.certificate()));
            if (withCertificate) {
                generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
            }
            return generator.generate(new CMSProcessableFile(content.toFile())).getEncoded();
        } catch (CMSException
                | OperatorCreationException
                | java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void writeMessage(Path file, String from, Path content, byte[] signature)
            throws IOException {
        String head =
                """
                From: %s
                To: bob@example.org
                Subject: test
                MIME-Version: 1.0
                Content-Type: multipart/signed; protocol="application/pkcs7-signature";
                 micalg=sha-256; boundary="b"

                --b
                """
                        .formatted(from);
        String between =
                """

                --b
                Content-Type: application/pkcs7-signature; name="smime.p7s"
                Content-Transfer-Encoding: base64

                """;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(octets(head));
            Files.copy(content, out);
            out.write(octets(between));
            out.write(Base64.getMimeEncoder().encode(signature));
            out.write(octets("\n--b--\n"));
        }
    }

    private static byte[] octets(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
