package org.securemessaging.cms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.certificate.NameKey;

/**
 * Which certificate a signer wants mail encrypted to (RFC 8551 §2.5.3): the one that the signed
 * attribute SMIMEEncryptionKeyPreference names, or Microsoft's attribute of the same purpose; else
 * the signer's own; else another one of the same subject in the message (§2.5.3.1).
 */
final class EncryptionPreference {
    /** Microsoft's szOID_MICROSOFT_Encryption_Key_Preference. */
    static final ASN1ObjectIdentifier MICROSOFT = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.16.4");

    // The choices of SMIMEEncryptionKeyPreference.
    private static final int ISSUER_AND_SERIAL = 0;
    private static final int RECIPIENT_KEY_ID = 1;
    private static final int SUBJECT_KEY_ID = 2;

    private EncryptionPreference() {}

    /**
     * Chooses.
     *
     * @param attributes the signed attributes
     * @param signer the signer's certificate
     * @param carried the certificates in the message
     * @return a certificate that may be encrypted to; empty if there is none, or the one that is
     *     named is not at hand
     * @throws CmsFormatException if a preference is malformed
     */
    static Optional<Certificate> choose(
            Attributes attributes, Certificate signer, List<Certificate> carried) {
        Optional<SignerId> named = named(attributes);
        List<Certificate> known = Stream.concat(Stream.of(signer), carried.stream()).toList();
        List<Certificate> candidates =
                named.map(id -> new SignerCertificates(known, CertificateSource.none()).find(id))
                        .orElseGet(() -> ofSubject(signer, known));
        return candidates.stream().filter(EncryptionPreference::encrypts).findFirst();
    }

    static boolean encrypts(Certificate certificate) {
        return KeyUsages.forEncryption(certificate).isEmpty();
    }

    private static List<Certificate> ofSubject(Certificate signer, List<Certificate> known) {
        NameKey subject = NameKey.of(signer.subject());
        return known.stream()
                .filter(
                        each ->
                                each.equals(signer)
                                        || (!subject.isEmpty()
                                                && NameKey.of(each.subject()).equals(subject)))
                .toList();
    }

    private static Optional<SignerId> named(Attributes attributes) {
        try {
            return attributes
                    .single(SMIMEAttributes.encrypKeyPref)
                    .map(EncryptionPreference::choice)
                    .or(
                            () ->
                                    attributes
                                            .single(MICROSOFT)
                                            .map(EncryptionPreference::issuerAndSerial));
        } catch (CmsFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed encryption preference: " + e.getMessage(), e);
        }
    }

    private static SignerId choice(ASN1Encodable value) {
        ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(value);
        return switch (tagged.getTagNo()) {
            case ISSUER_AND_SERIAL -> issuerAndSerial(sequence(tagged));
            case RECIPIENT_KEY_ID ->
                    keyIdentifier(ASN1OctetString.getInstance(sequence(tagged).getObjectAt(0)));
            case SUBJECT_KEY_ID -> keyIdentifier(ASN1OctetString.getInstance(tagged, false));
            default -> throw new CmsFormatException("unknown preference " + tagged.getTagNo());
        };
    }

    /** Implicitly tagged as the module says, or explicitly as some programs write it. */
    private static ASN1Sequence sequence(ASN1TaggedObject tagged) {
        ASN1Sequence implicit = (ASN1Sequence) tagged.getBaseUniversal(false, BERTags.SEQUENCE);
        return implicit.size() == 1 && implicit.getObjectAt(0) instanceof ASN1Sequence inner
                ? inner
                : implicit;
    }

    private static SignerId issuerAndSerial(ASN1Encodable value) {
        IssuerAndSerialNumber named = IssuerAndSerialNumber.getInstance(value);
        NameKey.of(named.getName());
        return new SignerId.IssuerAndSerial(named.getName(), named.getSerialNumber().getValue());
    }

    private static SignerId keyIdentifier(ASN1OctetString octets) {
        return new SignerId.KeyIdentifier(java.util.HexFormat.of().formatHex(octets.getOctets()));
    }
}
