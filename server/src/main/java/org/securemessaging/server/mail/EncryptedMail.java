package org.securemessaging.server.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.securemessaging.server.pki.PkiException;

/** Makes encrypted messages as mail programs do (RFC 8551 §3.3), from ASCII text. */
public final class EncryptedMail {
    private EncryptedMail() {}

    /**
     * A message that one reader can open.
     *
     * @param header the header's lines, each ended by CRLF, without MIME fields
     * @param entity the MIME entity to encrypt, in canonical form
     * @param reader whose RSA key opens it
     * @return the whole message
     */
    public static byte[] of(String header, byte[] entity, X509Certificate reader) {
        String body =
                """
                MIME-Version: 1.0
                Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename=smime.p7m

                %s
                """;
        String structure = Base64.getMimeEncoder().encodeToString(envelope(entity, reader));
        return (header + SignedMail.crlf(body).formatted(structure))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] envelope(byte[] entity, X509Certificate reader) {
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(reader));
            return generator
                    .generate(
                            new CMSProcessableByteArray(entity),
                            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                    .getEncoded();
        } catch (GeneralSecurityException | CMSException | IOException e) {
            throw new PkiException("Can't encrypt", e);
        }
    }
}
