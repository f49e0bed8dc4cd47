package org.securemessaging.directory.publication;

import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.NameText;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlFormatException;

/** What a value is, in words for an administrator. */
final class ValueText {
    private ValueText() {}

    static String of(PublishedAttribute attribute, StoredValue value) {
        try {
            return switch (attribute) {
                case USER_CERTIFICATE, CA_CERTIFICATE -> of(Certificate.parse(value.octets()));
                case USER_SMIME_CERTIFICATE ->
                        "PKCS#7 with " + of(SmimeProfile.parse(value.octets()).encryption());
                case CERTIFICATE_REVOCATION_LIST,
                        AUTHORITY_REVOCATION_LIST,
                        DELTA_REVOCATION_LIST ->
                        of(Crl.parse(value.octets()));
                case CROSS_CERTIFICATE_PAIR -> value.toString();
            };
        } catch (CertificateFormatException | CmsFormatException | CrlFormatException e) {
            return value.toString();
        }
    }

    static String of(Certificate certificate) {
        return NameText.of(certificate.subject()) + " [" + certificate.sha256() + "]";
    }

    private static String of(Crl crl) {
        return "CRL of " + NameText.of(crl.issuerName()) + ", " + crl.thisUpdate();
    }
}
