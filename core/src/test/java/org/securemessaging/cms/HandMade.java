package org.securemessaging.cms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;

/** A structure put together piece by piece, rightly signed with RSA and SHA-256, however odd. */
final class HandMade {
    static final byte[] CONTENT = "content\r\n".getBytes(StandardCharsets.US_ASCII);
    static final TestSigner SIGNER = TestSigner.of(TestAlgorithm.RSA_SHA256);

    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Attribute> unsigned = new ArrayList<>();
    private ASN1ObjectIdentifier contentType = CMSObjectIdentifiers.data;
    private byte[] content = CONTENT;
    private boolean withAttributes = true;
    private boolean enclosed = true;
    private boolean announced = true;
    private boolean sorted = true;
    private List<X509CertificateHolder> certificates = List.of(SIGNER.certificate());
    private int signers = 1;
    private SignerIdentifier identifier =
            new SignerIdentifier(
                    new IssuerAndSerialNumber(
                            SIGNER.certificate().getIssuer(),
                            SIGNER.certificate().getSerialNumber()));

    /** With the attributes that must be there. */
    static HandMade proper() {
        return new HandMade()
                .attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data)
                .attribute(CMSAttributes.messageDigest, new DEROctetString(sha256(CONTENT)));
    }

    static HandMade withoutAttributes() {
        HandMade made = new HandMade();
        made.withAttributes = false;
        return made;
    }

    static HandMade withEmptyAttributes() {
        return new HandMade();
    }

    HandMade attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        attributes.add(new Attribute(type, new DERSet(values)));
        return this;
    }

    HandMade replacing(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        attributes.removeIf(attribute -> attribute.getAttrType().equals(type));
        return values.length == 0 ? this : attribute(type, values);
    }

    HandMade unsigned(ASN1ObjectIdentifier type, ASN1Encodable value) {
        unsigned.add(new Attribute(type, new DERSet(value)));
        return this;
    }

    HandMade contentType(ASN1ObjectIdentifier type) {
        contentType = type;
        return this;
    }

    HandMade content(byte[] octets) {
        content = octets;
        return this;
    }

    HandMade detached() {
        enclosed = false;
        return this;
    }

    HandMade unannounced() {
        announced = false;
        return this;
    }

    /** Sends, and signs, the attributes in an order that is not that of DER. */
    HandMade unsorted() {
        sorted = false;
        return this;
    }

    HandMade certificates(List<X509CertificateHolder> holders) {
        certificates = holders;
        return this;
    }

    HandMade signers(int count) {
        signers = count;
        return this;
    }

    HandMade identifiedBy(SignerIdentifier other) {
        identifier = other;
        return this;
    }

    byte[] der() {
        try {
            ASN1EncodableVector certificateSet = new ASN1EncodableVector();
            certificates.forEach(holder -> certificateSet.add(holder.toASN1Structure()));
            ASN1EncodableVector signerSet = new ASN1EncodableVector();
            for (int i = 0; i < signers; i++) {
                signerSet.add(signer());
            }
            ASN1Encodable octets = enclosed ? new DEROctetString(content) : null;
            SignedData data =
                    new SignedData(
                            announced ? new DERSet(digest()) : new DERSet(),
                            new ContentInfo(contentType, octets),
                            certificates.isEmpty() ? null : new DLSet(certificateSet),
                            null,
                            new DLSet(signerSet));
            return new ContentInfo(CMSObjectIdentifiers.signedData, data)
                    .getEncoded(ASN1Encoding.DL);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String verify() {
        return Layers.describe(Verifying.DEFAULT.enclosed(der()));
    }

    static AlgorithmIdentifier digest() {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    }

    static AlgorithmIdentifier signature() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption);
    }

    static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The octets that a signature over these attributes is over. */
    byte[] attributeOctets() throws IOException {
        return attributeSet().getEncoded(sorted ? ASN1Encoding.DER : ASN1Encoding.DL);
    }

    private ASN1Encodable signer() throws IOException, GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(SIGNER.keys().getPrivate());
        signature.update(withAttributes ? attributeOctets() : content);
        // Not as Bouncy Castle's SignerInfo, which sorts the attributes when it is encoded.
        ASN1EncodableVector signer = new ASN1EncodableVector();
        signer.add(new ASN1Integer(1));
        signer.add(identifier);
        signer.add(digest());
        if (withAttributes) {
            signer.add(new DLTaggedObject(false, 0, attributeSet()));
        }
        signer.add(signature());
        signer.add(new DEROctetString(signature.sign()));
        if (!unsigned.isEmpty()) {
            signer.add(
                    new DLTaggedObject(false, 1, new DERSet(unsigned.toArray(Attribute[]::new))));
        }
        return new DLSequence(signer);
    }

    private ASN1Set attributeSet() {
        Attribute[] all = attributes.toArray(Attribute[]::new);
        return sorted ? new DERSet(all) : new DLSet(all);
    }
}
