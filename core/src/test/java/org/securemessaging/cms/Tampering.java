package org.securemessaging.cms;

import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/** Changes one thing of a good structure and leaves the rest. */
final class Tampering {
    private Tampering() {}

    static byte[] flipped(byte[] octets, int index) {
        byte[] copy = octets.clone();
        copy[index] ^= 1;
        return copy;
    }

    static CMSSignedData content(CMSSignedData signed, UnaryOperator<byte[]> change) {
        SignedData data = SignedData.getInstance(signed.toASN1Structure().getContent());
        ContentInfo content = data.getEncapContentInfo();
        byte[] octets = ASN1OctetString.getInstance(content.getContent()).getOctets();
        return rebuilt(
                data,
                new ContentInfo(content.getContentType(), new BEROctetString(change.apply(octets))),
                data.getSignerInfos());
    }

    static CMSSignedData contentType(CMSSignedData signed, ASN1ObjectIdentifier type) {
        SignedData data = SignedData.getInstance(signed.toASN1Structure().getContent());
        return rebuilt(
                data,
                new ContentInfo(type, data.getEncapContentInfo().getContent()),
                data.getSignerInfos());
    }

    static CMSSignedData signer(CMSSignedData signed, UnaryOperator<SignerInfo> change) {
        SignedData data = SignedData.getInstance(signed.toASN1Structure().getContent());
        ASN1EncodableVector signers = new ASN1EncodableVector();
        for (ASN1Encodable signer : data.getSignerInfos()) {
            signers.add(change.apply(SignerInfo.getInstance(signer)));
        }
        return rebuilt(data, data.getEncapContentInfo(), new DLSet(signers));
    }

    static CMSSignedData signature(CMSSignedData signed, UnaryOperator<byte[]> change) {
        return signer(
                signed,
                info ->
                        with(
                                info,
                                info.getDigestAlgorithm(),
                                info.getAuthenticatedAttributes(),
                                info.getDigestEncryptionAlgorithm(),
                                change.apply(info.getEncryptedDigest().getOctets())));
    }

    static CMSSignedData digestAlgorithm(CMSSignedData signed, AlgorithmIdentifier algorithm) {
        return signer(
                signed,
                info ->
                        with(
                                info,
                                algorithm,
                                info.getAuthenticatedAttributes(),
                                info.getDigestEncryptionAlgorithm(),
                                info.getEncryptedDigest().getOctets()));
    }

    static CMSSignedData signatureAlgorithm(CMSSignedData signed, AlgorithmIdentifier algorithm) {
        return signer(
                signed,
                info ->
                        with(
                                info,
                                info.getDigestAlgorithm(),
                                info.getAuthenticatedAttributes(),
                                algorithm,
                                info.getEncryptedDigest().getOctets()));
    }

    /** Replaces the values of an attribute, or leaves it out if there are none. */
    static CMSSignedData attribute(
            CMSSignedData signed, ASN1ObjectIdentifier type, ASN1Encodable... values) {
        return signer(
                signed,
                info -> {
                    ASN1EncodableVector attributes = new ASN1EncodableVector();
                    for (ASN1Encodable each : info.getAuthenticatedAttributes()) {
                        Attribute attribute = Attribute.getInstance(each);
                        if (!attribute.getAttrType().equals(type)) {
                            attributes.add(attribute);
                        }
                    }
                    if (values.length > 0) {
                        attributes.add(new Attribute(type, new DERSet(values)));
                    }
                    return with(
                            info,
                            info.getDigestAlgorithm(),
                            new DERSet(attributes),
                            info.getDigestEncryptionAlgorithm(),
                            info.getEncryptedDigest().getOctets());
                });
    }

    static SignerInfo with(
            SignerInfo info,
            AlgorithmIdentifier digest,
            ASN1Set attributes,
            AlgorithmIdentifier algorithm,
            byte[] signature) {
        return new SignerInfo(
                info.getSID(),
                digest,
                attributes,
                algorithm,
                new DEROctetString(signature),
                info.getUnauthenticatedAttributes());
    }

    private static CMSSignedData rebuilt(SignedData data, ContentInfo content, ASN1Set signers) {
        try {
            return new CMSSignedData(
                    new ContentInfo(
                            org.bouncycastle.asn1.cms.CMSObjectIdentifiers.signedData,
                            new SignedData(
                                    data.getDigestAlgorithms(),
                                    content,
                                    data.getCertificates(),
                                    data.getCRLs(),
                                    signers)));
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
