package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEncryptedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKEKRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Messages that look encrypted, and can be read by somebody who holds no recipient's key. */
public final class EncryptionTricks {
    /** What each of them would give away. */
    public static final String SECRET = "the plain words";

    static final byte[] CONTENT =
            ("Content-Type: text/plain\r\n\r\n" + SECRET + "; " + "and so on. ".repeat(20) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    static final String TOP =
            "From: Alice <alice@own.example>\r\nTo: good@rec.example\r\nSubject: hello\r\n"
                    + "Message-ID: <1@own.example>\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
                    + "MIME-Version: 1.0\r\n";
    private static final AlgorithmIdentifier AES =
            new AlgorithmIdentifier(
                    NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]));

    private EncryptionTricks() {}

    /**
     * All of them.
     *
     * @return the messages, by what is done in them
     */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            smime(all);
            around(all);
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
        PgpTricks.addTo(all);
        return all;
    }

    /** PGP/MIME as GnuPG makes it. */
    public static String honestPgp() {
        return PgpTricks.honest();
    }

    /** What the tricks go by, done as it should be: an envelope, as far as can be seen. */
    public static String honest() {
        return envelope(enveloped(one(), AES, scrambled(512), null));
    }

    private static void smime(Map<String, String> all) throws CMSException, IOException {
        all.put("text under the label of an envelope", smime("enveloped-data", CONTENT));
        all.put(
                "compressed data under the label of an envelope",
                smime(
                        "enveloped-data",
                        new CMSCompressedDataGenerator()
                                .generate(
                                        new CMSProcessableByteArray(CONTENT), new ZlibCompressor())
                                .getEncoded()));
        all.put(
                "an envelope for nobody",
                envelope(enveloped(new DERSet(), AES, scrambled(512), null)));
        all.put("text in the place of ciphertext", envelope(enveloped(one(), AES, CONTENT, null)));
        all.put(
                "text among ciphertext",
                envelope(
                        enveloped(
                                one(),
                                AES,
                                join(scrambled(4096), CONTENT, CONTENT, CONTENT, scrambled(4096)),
                                null)));
        all.put(
                "no cipher that is known",
                envelope(
                        enveloped(
                                one(),
                                new AlgorithmIdentifier(
                                        new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1")),
                                scrambled(512),
                                null)));
        all.put(
                "a cipher of 40 bits",
                envelope(
                        enveloped(
                                one(),
                                new AlgorithmIdentifier(
                                        PKCSObjectIdentifiers.RC2_CBC,
                                        new RC2CBCParameter(160, new byte[8])),
                                scrambled(512),
                                null)));
        all.put(
                "text in an attribute",
                envelope(
                        enveloped(
                                one(),
                                AES,
                                scrambled(512),
                                new DERSet(
                                        new Attribute(
                                                new ASN1ObjectIdentifier("1.2.840.113549.1.9.13"),
                                                new DERSet(new DERUTF8String(SECRET)))))));
        all.put("no content", envelope(enveloped(one(), AES, null, null)));
        all.put("a key that anybody may have", encryptedData());
        all.put("a password", withPassword());
        all.put("a shared key", withSharedKey());
        all.put(
                "another octet behind the envelope",
                smime(
                        "enveloped-data",
                        join(der(enveloped(one(), AES, scrambled(512), null)), CONTENT)));
        all.put(
                "half an envelope",
                smime("enveloped-data", half(der(enveloped(one(), AES, scrambled(512), null)))));
        all.put("text behind the base64", honest() + "\r\n" + SECRET + "\r\n");
        all.put(
                "text before the base64",
                honest().replace("\r\n\r\n", "\r\n\r\n" + SECRET + "!\r\n"));
    }

    private static void around(Map<String, String> all) {
        String part = honest().substring(TOP.length());
        String text = "Content-Type: text/plain\r\n\r\n" + SECRET + "\r\n";
        String type =
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n boundary=b\r\n\r\n";
        all.put(
                "text beside the envelope",
                TOP
                        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + part
                        + "\r\n--b\r\n"
                        + text
                        + "\r\n--b--\r\n");
        all.put(
                "text in the place of a signature",
                TOP + type + "--b\r\n" + part + "\r\n--b\r\n" + text + "\r\n--b--\r\n");
        all.put(
                "text labelled a signature",
                TOP
                        + type
                        + "--b\r\n"
                        + part
                        + "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n\r\n"
                        + SECRET
                        + "\r\n--b--\r\n");
        all.put(
                "text before the parts",
                TOP
                        + type
                        + SECRET
                        + "\r\n--b\r\n"
                        + part
                        + "\r\n--b\r\n"
                        + part.replace("pkcs7-mime", "pkcs7-signature")
                        + "\r\n--b--\r\n");
        all.put(
                "two fields that say the type",
                TOP
                        + "Content-Type: text/plain\r\n"
                        + part.replaceFirst("\r\n\r\n", "\r\n\r\n" + SECRET + "\r\n\r\n"));
    }

    private static EnvelopedData enveloped(
            ASN1Set recipients, AlgorithmIdentifier cipher, byte[] content, ASN1Set attributes) {
        return new EnvelopedData(
                null,
                recipients,
                new EncryptedContentInfo(
                        CMSObjectIdentifiers.data,
                        cipher,
                        content == null ? null : new BEROctetString(content)),
                attributes);
    }

    private static ASN1Set one() {
        return new DERSet(
                new RecipientInfo(
                        new KeyTransRecipientInfo(
                                new RecipientIdentifier(
                                        new IssuerAndSerialNumber(
                                                new X500Name("CN=CA"), BigInteger.ONE)),
                                new AlgorithmIdentifier(
                                        PKCSObjectIdentifiers.rsaEncryption,
                                        org.bouncycastle.asn1.DERNull.INSTANCE),
                                new DEROctetString(scrambled(256)))));
    }

    private static String envelope(EnvelopedData data) {
        return smime("enveloped-data", der(data));
    }

    private static byte[] der(EnvelopedData data) {
        try {
            return new ContentInfo(CMSObjectIdentifiers.envelopedData, data)
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encryptedData() throws CMSException, IOException {
        return smime(
                "enveloped-data",
                new CMSEncryptedDataGenerator()
                        .generate(
                                new CMSProcessableByteArray(CONTENT),
                                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                                        .setProvider(BC)
                                        .build())
                        .toASN1Structure()
                        .getEncoded());
    }

    private static String withPassword() throws CMSException, IOException {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(
                new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES256_CBC, "1234".toCharArray())
                        .setProvider(BC));
        return generated(generator);
    }

    private static String withSharedKey() throws CMSException, IOException {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(
                new JceKEKRecipientInfoGenerator(
                                new byte[] {1},
                                new javax.crypto.spec.SecretKeySpec(new byte[32], "AES"))
                        .setProvider(BC));
        return generated(generator);
    }

    private static String generated(CMSEnvelopedDataGenerator generator)
            throws CMSException, IOException {
        return smime(
                "enveloped-data",
                generator
                        .generate(
                                new CMSProcessableByteArray(CONTENT),
                                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                                        .setProvider(BC)
                                        .build())
                        .getEncoded());
    }

    private static String smime(String type, byte[] structure) {
        return TOP
                + "Content-Type: application/pkcs7-mime; smime-type="
                + type
                + "; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(structure)
                + "\r\n";
    }

    /** The same octets each time, and as even as a cipher's. */
    static byte[] scrambled(int count) {
        byte[] octets = new byte[count];
        new java.util.Random(7).nextBytes(octets);
        return octets;
    }

    private static byte[] half(byte[] octets) {
        return java.util.Arrays.copyOf(octets, octets.length / 2);
    }

    static byte[] join(byte[]... pieces) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
