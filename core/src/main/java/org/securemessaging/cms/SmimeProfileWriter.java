package org.securemessaging.cms;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;

/**
 * Makes a {@link SmimeProfile} of what a signer sent: his certificates, and his SignerInfo with the
 * signed attributes as they are, so that his signature over them still holds. Unsigned attributes,
 * which may be large, are left out. Thread safe.
 */
public final class SmimeProfileWriter {
    /** What Active Directory takes in one value (rangeUpper of userSMIMECertificate). */
    public static final int MAXIMUM_OCTETS = 32_768;

    private SmimeProfileWriter() {}

    /**
     * Makes a profile.
     *
     * @param info the signer's structure, whose signature holds
     * @param own the signer's certificate
     * @param carried the certificates in the message
     * @param path the certification path of the signer, of which intermediates are taken along
     * @return the profile; empty if he names no certificate that can be encrypted to, or it would
     *     be too large
     */
    public static Optional<SmimeProfile> of(
            SignerInfo info, Certificate own, List<Certificate> carried, List<Certificate> path) {
        try {
            if (info.getAuthenticatedAttributes() == null) {
                return Optional.of(own)
                        .filter(EncryptionPreference::encrypts)
                        .map(SmimeProfileWriter::certificatesOnly);
            }
            Attributes attributes =
                    Attributes.of(
                            info.getAuthenticatedAttributes(), CmsLimits.defaults().attributes());
            return EncryptionPreference.choose(attributes, own, carried)
                    .flatMap(encryption -> small(info, own, encryption, path));
        } catch (CmsFormatException | CmsLimitException | CertificateFormatException e) {
            // A preference that can't be read names nobody.
            return Optional.empty();
        }
    }

    static SmimeProfile certificatesOnly(Certificate encryption) {
        return SmimeProfileReader.read(encode(Set.of(encryption), Optional.empty()));
    }

    /** With intermediates if they fit, else without, else without the signature. */
    private static Optional<SmimeProfile> small(
            SignerInfo info, Certificate own, Certificate encryption, List<Certificate> path) {
        Set<Certificate> needed = new LinkedHashSet<>(List.of(encryption, own));
        Set<Certificate> all = new LinkedHashSet<>(needed);
        all.addAll(path.subList(0, Math.max(0, path.size() - 1)));
        Optional<SignerInfo> lean = Optional.of(withoutUnsigned(info));
        return List.of(encode(all, lean), encode(needed, lean)).stream()
                .filter(each -> each.length <= MAXIMUM_OCTETS)
                .findFirst()
                .or(() -> Optional.of(encode(Set.of(encryption), Optional.empty())))
                .filter(each -> each.length <= MAXIMUM_OCTETS)
                .map(SmimeProfileReader::read)
                .filter(profile -> profile.encryption().equals(encryption));
    }

    private static SignerInfo withoutUnsigned(SignerInfo info) {
        return new SignerInfo(
                info.getSID(),
                info.getDigestAlgorithm(),
                info.getAuthenticatedAttributes(),
                info.getDigestEncryptionAlgorithm(),
                info.getEncryptedDigest(),
                (ASN1Set) null);
    }

    /** RFC 5652 §5.1, in DL so that nothing is put into another order. */
    private static byte[] encode(Collection<Certificate> certificates, Optional<SignerInfo> info) {
        ASN1EncodableVector digests = new ASN1EncodableVector();
        info.ifPresent(each -> digests.add(each.getDigestAlgorithm()));
        ASN1EncodableVector infos = new ASN1EncodableVector();
        info.ifPresent(infos::add);
        ASN1EncodableVector carried = new ASN1EncodableVector();
        ASN1EncodableVector data = new ASN1EncodableVector();
        try {
            for (Certificate certificate : certificates) {
                carried.add(ASN1Primitive.fromByteArray(certificate.encoded()));
            }
            data.add(info.map(SignerInfo::getVersion).orElse(new ASN1Integer(1)));
            data.add(new DLSet(digests));
            data.add(new DLSequence(CMSObjectIdentifiers.data));
            data.add(new DLTaggedObject(false, 0, new DLSet(carried)));
            data.add(new DLSet(infos));
            ASN1EncodableVector content = new ASN1EncodableVector();
            content.add(CMSObjectIdentifiers.signedData);
            content.add(new DLTaggedObject(true, 0, new DLSequence(data)));
            return new DLSequence(content).getEncoded(ASN1Encoding.DL);
        } catch (IOException e) {
            throw new CmsFormatException("a certificate can't be written again", e);
        }
    }
}
