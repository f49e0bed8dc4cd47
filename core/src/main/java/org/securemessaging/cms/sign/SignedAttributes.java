package org.securemessaging.cms.sign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.securemessaging.certificate.Certificate;

/** The attributes that are signed along with the content (RFC 5652 §11, RFC 8551 §2.5). */
final class SignedAttributes {
    private SignedAttributes() {}

    static DERSet of(
            Certificate signer,
            Optional<Certificate> encryption,
            SigningAlgorithm algorithm,
            byte[] digest,
            Instant at) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
        attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(at))));
        attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(digest)));
        attributes.add(
                attribute(
                        CMSAttributes.cmsAlgorithmProtect,
                        new CMSAlgorithmProtection(
                                algorithm.digestIdentifier(),
                                CMSAlgorithmProtection.SIGNATURE,
                                algorithm.signature())));
        attributes.add(
                attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new SigningCertificateV2(identifier(signer))));
        attributes.add(Capabilities.CIPHERS.attribute());
        Capabilities.preference(signer, encryption).ifPresent(attributes::add);
        return new DERSet(attributes);
    }

    /** RFC 5035 §4, with SHA-256, which is the default, and therefore not named. */
    private static ESSCertIDv2 identifier(Certificate certificate) {
        IssuerSerial issuerSerial =
                new IssuerSerial(
                        new GeneralNames(new GeneralName(certificate.issuer())),
                        certificate.serialNumber());
        return new ESSCertIDv2((AlgorithmIdentifier) null, sha256(certificate), issuerSerial);
    }

    private static byte[] sha256(Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.encoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }
}
