package org.securemessaging.cms;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;

/** Reads a {@link SmimeProfile}, which may stand in somebody else's directory. */
final class SmimeProfileReader {
    // A path has three or four certificates; a directory's value is not a bag of everybody's.
    private static final int MOST_CERTIFICATES = 16;
    // Twice what the most spacious directory takes in one value.
    private static final int MOST_OCTETS = 1 << 20;

    private SmimeProfileReader() {}

    static SmimeProfile read(byte[] pkcs7) {
        if (pkcs7.length > MOST_OCTETS) {
            throw new CmsFormatException("a PKCS#7 of " + pkcs7.length + " octets is no profile");
        }
        try {
            return parse(pkcs7);
        } catch (CmsFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed PKCS#7: " + e.getMessage(), e);
        }
    }

    private static SmimeProfile parse(byte[] pkcs7) throws IOException {
        ContentInfo info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(pkcs7));
        if (!info.getContentType().equals(CMSObjectIdentifiers.signedData)) {
            throw new CmsFormatException("a PKCS#7, but no SignedData");
        }
        SignedData data = SignedData.getInstance(info.getContent());
        List<Certificate> certificates = certificates(data.getCertificates());
        Optional<SignerInfo> signer = signer(data.getSignerInfos());
        Optional<Attributes> attributes =
                signer.map(SignerInfo::getAuthenticatedAttributes)
                        .map(set -> Attributes.of(set, CmsLimits.defaults().attributes()));
        return new SmimeProfile(
                pkcs7.clone(),
                encryption(signer, attributes, certificates),
                certificates,
                attributes
                        .flatMap(each -> each.single(SMIMEAttributes.smimeCapabilities))
                        .map(SmimeProfileReader::der),
                attributes
                        .flatMap(each -> each.single(CMSAttributes.signingTime))
                        .map(SmimeProfileReader::time));
    }

    private static Certificate encryption(
            Optional<SignerInfo> signer,
            Optional<Attributes> attributes,
            List<Certificate> certificates) {
        Optional<Certificate> own =
                signer.flatMap(
                        each ->
                                new SignerCertificates(certificates, CertificateSource.none())
                                        .find(SignerIds.of(each.getSID())).stream().findFirst());
        Optional<Certificate> preferred =
                own.isPresent() && attributes.isPresent()
                        ? EncryptionPreference.choose(attributes.get(), own.get(), certificates)
                        : Optional.empty();
        return preferred
                .or(() -> own)
                .or(() -> certificates.stream().filter(SmimeProfileReader::isPersons).findFirst())
                // Self-signed ones made with openssl's defaults are CAs by their own word.
                .or(() -> certificates.stream().limit(1).findFirst())
                .orElseThrow(() -> new CmsFormatException("a PKCS#7 without a certificate"));
    }

    private static boolean isPersons(Certificate certificate) {
        try {
            return CertificateExtensions.of(certificate)
                    .basicConstraints()
                    .filter(constraints -> constraints.isCA())
                    .isEmpty();
        } catch (CertificateFormatException e) {
            return false;
        }
    }

    private static List<Certificate> certificates(ASN1Set set) throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        if (set != null) {
            for (ASN1Encodable element : set) {
                // Other choices of CertificateChoices are tagged, and obsolete.
                if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                    certificates.add(Certificate.parse(sequence.getEncoded(ASN1Encoding.DL)));
                }
            }
        }
        if (certificates.size() > MOST_CERTIFICATES) {
            throw new CmsFormatException("more than " + MOST_CERTIFICATES + " certificates");
        }
        return certificates;
    }

    private static Optional<SignerInfo> signer(ASN1Set infos) {
        return infos.size() == 0
                ? Optional.empty()
                : Optional.of(SignerInfo.getInstance(infos.getObjectAt(0)));
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new CmsFormatException("an attribute has no DER form", e);
        }
    }

    private static Instant time(ASN1Encodable value) {
        return Time.getInstance(value).getDate().toInstant();
    }
}
