package org.securemessaging.verification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.CollectionStore;

/** Writes signed entities and messages. */
final class SignedMail {
    static final Instant SIGNED_AT = TestPki.NOW.minusSeconds(60);

    private final Provider provider;

    SignedMail(Provider provider) {
        this.provider = provider;
    }

    static byte[] entity(String text) {
        return utf8("Content-Type: text/plain\r\n\r\n" + text + "\r\n");
    }

    static byte[] message(String fields, byte[] entity) {
        return join(utf8(fields + "MIME-Version: 1.0\r\n"), entity);
    }

    /** {@code multipart/signed} around an entity. */
    byte[] clear(byte[] entity, TestPki.Person... signers) {
        return clear(entity, cms(entity, false, signers));
    }

    /** {@code multipart/signed} with a signature that somebody else made. */
    static byte[] clear(byte[] entity, byte[] cms) {
        String boundary = "b" + Integer.toHexString(Arrays.hashCode(entity));
        return join(
                utf8(
                        ("Content-Type: multipart/signed; micalg=sha-256; boundary=%s;\r\n"
                                        + " protocol=\"application/pkcs7-signature\"\r\n\r\n--%s\r\n")
                                .formatted(boundary, boundary)),
                entity,
                utf8(
                        ("\r\n--%s\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                                        + "Content-Transfer-Encoding: base64\r\n\r\n")
                                .formatted(boundary)),
                Base64.getMimeEncoder().encode(cms),
                utf8("\r\n--%s--\r\n".formatted(boundary)));
    }

    /** {@code application/pkcs7-mime} around an entity. */
    byte[] opaque(byte[] entity, TestPki.Person... signers) {
        return opaque("signed-data", cms(entity, true, signers));
    }

    static byte[] opaque(String smimeType, byte[] cms) {
        return join(
                utf8(
                        ("Content-Type: application/pkcs7-mime; smime-type=%s; name=smime.p7m\r\n"
                                        + "Content-Transfer-Encoding: base64\r\n\r\n")
                                .formatted(smimeType)),
                Base64.getMimeEncoder().encode(cms),
                utf8("\r\n"));
    }

    byte[] cms(byte[] content, boolean enclosed, TestPki.Person... signers) {
        return cms(CMSObjectIdentifiers.data, content, enclosed, signers);
    }

    /** A signature over content of another type than mail's. */
    byte[] cms(
            ASN1ObjectIdentifier type,
            byte[] content,
            boolean enclosed,
            TestPki.Person... signers) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            for (TestPki.Person signer : signers) {
                generator.addSignerInfoGenerator(
                        new JcaSimpleSignerInfoGeneratorBuilder()
                                .setProvider(provider)
                                .setSignedAttributeGenerator(
                                        new DefaultSignedAttributeTableGenerator(signingTime()))
                                .build(
                                        "SHA256withECDSA",
                                        signer.keys().getPrivate(),
                                        signer.holder()));
                generator.addCertificates(new CollectionStore<>(List.of(signer.holder())));
            }
            return generator
                    .generate(new CMSProcessableByteArray(type, content), enclosed)
                    .getEncoded();
        } catch (OperatorCreationException | CMSException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AttributeTable signingTime() {
        return new AttributeTable(
                new DERSet(
                        new Attribute(
                                CMSAttributes.signingTime,
                                new DERSet(new Time(Date.from(SIGNED_AT))))));
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
