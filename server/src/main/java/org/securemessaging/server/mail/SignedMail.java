package org.securemessaging.server.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.securemessaging.server.pki.Identity;
import org.securemessaging.server.pki.Keys;
import org.securemessaging.server.pki.PkiException;

/** Makes signed messages as mail programs do (RFC 8551 §3.5), from ASCII text. */
public final class SignedMail {
    private static final String BOUNDARY = "----=_signed_7f3a91";

    private SignedMail() {}

    /**
     * A clear-signed message.
     *
     * @param header the header's lines, each ended by CRLF, without MIME fields
     * @param entity the MIME entity to sign, in canonical form
     * @param signer who signs
     * @return the whole message
     */
    public static byte[] clear(String header, String entity, Identity signer) {
        String signature = mimeBase64(sign(entity, signer, false));
        String body =
                """
                MIME-Version: 1.0
                Content-Type: multipart/signed; protocol="application/pkcs7-signature";
                \tmicalg=sha-256; boundary="%1$s"

                This is a signed message.
                --%1$s
                %2$s
                --%1$s
                Content-Type: application/pkcs7-signature; name=smime.p7s
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename=smime.p7s

                %3$s
                --%1$s--
                """;
        return octets(header + crlf(body).formatted(BOUNDARY, entity, signature));
    }

    /**
     * A message whose content stands inside the signature.
     *
     * @param header the header's lines, each ended by CRLF, without MIME fields
     * @param entity the MIME entity to sign, in canonical form
     * @param signer who signs
     * @return the whole message
     */
    public static byte[] opaque(String header, String entity, Identity signer) {
        String body =
                """
                MIME-Version: 1.0
                Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename=smime.p7m

                %s
                """;
        return octets(header + crlf(body).formatted(mimeBase64(sign(entity, signer, true))));
    }

    /**
     * A text entity in canonical form.
     *
     * @param text ASCII lines
     * @return the entity, with CRLF line ends
     */
    public static String text(String text) {
        return crlf("Content-Type: text/plain; charset=us-ascii\n\n" + text);
    }

    /**
     * The text with CRLF at each line's end.
     *
     * @param text lines ended by LF
     * @return the same lines ended by CRLF
     */
    public static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    /**
     * A CMS signature with SHA-256 and the signer's path (RFC 5652 §5).
     *
     * @param content what is signed
     * @param signer who signs
     * @param inside whether the content stands inside the structure
     * @return the DER or BER encoding
     */
    public static byte[] signature(CMSTypedData content, Identity signer, boolean inside) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(
                                    new JcaDigestCalculatorProviderBuilder().build())
                            .build(
                                    new JcaContentSignerBuilder(
                                                    Keys.signatureAlgorithm(signer.key()))
                                            .build(signer.key()),
                                    signer.certificate()));
            generator.addCertificates(new JcaCertStore(signer.path()));
            return generator.generate(content, inside).getEncoded();
        } catch (GeneralSecurityException
                | OperatorCreationException
                | CMSException
                | IOException e) {
            throw new PkiException("Can't sign", e);
        }
    }

    private static byte[] sign(String entity, Identity signer, boolean inside) {
        return signature(new CMSProcessableByteArray(octets(entity)), signer, inside);
    }

    private static String mimeBase64(byte[] der) {
        return Base64.getMimeEncoder().encodeToString(der);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
