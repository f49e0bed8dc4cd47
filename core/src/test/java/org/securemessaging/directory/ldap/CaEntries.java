package org.securemessaging.directory.ldap;

import java.util.Base64;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.securemessaging.certificate.Certificate;

/** LDIF of CAs' entries (RFC 4523). */
final class CaEntries {
    private CaEntries() {}

    /** An entry of objectClass pkiCA; values come with {@link #value}. */
    static String ca(String dn, String commonName, String... values) {
        return "dn: %s%nobjectClass: organizationalRole%nobjectClass: pkiCA%nobjectClass: deltaCRL%ncn: %s%n%s%n"
                .formatted(dn, commonName, String.join("", values));
    }

    static String point(String dn, String commonName, String... values) {
        return "dn: %s%nobjectClass: cRLDistributionPoint%nobjectClass: deltaCRL%ncn: %s%n%s%n"
                .formatted(dn, commonName, String.join("", values));
    }

    static String organization(String dn, String name) {
        return "dn: %s%nobjectClass: organization%no: %s%n%n".formatted(dn, name);
    }

    static String value(String attribute, byte[] octets) {
        return "%s;binary:: %s%n".formatted(attribute, Base64.getEncoder().encodeToString(octets));
    }

    static String certificate(Certificate certificate) {
        return value("cACertificate", certificate.encoded());
    }

    /** A pair with what another CA issued to this one. */
    static String forward(Certificate issuedToThisCa) {
        return pair(0, issuedToThisCa);
    }

    /** A pair with what this CA issued to another one. */
    static String reverse(Certificate issuedByThisCa) {
        return pair(1, issuedByThisCa);
    }

    private static String pair(int half, Certificate certificate) {
        try {
            ASN1EncodableVector halves = new ASN1EncodableVector();
            halves.add(new DERTaggedObject(true, half, certificate.holder().toASN1Structure()));
            return value("crossCertificatePair", new DERSequence(halves).getEncoded("DER"));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
