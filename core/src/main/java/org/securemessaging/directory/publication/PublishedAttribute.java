package org.securemessaging.directory.publication;

import java.util.Arrays;

/** The attributes that certificates and CRLs are published in (RFC 4523 §2, RFC 2798 §2.8). */
public enum PublishedAttribute {
    /** A person's certificates. */
    USER_CERTIFICATE("userCertificate"),
    /** A person's certificates with what his mail program can do, a PKCS#7 each. */
    USER_SMIME_CERTIFICATE("userSMIMECertificate"),
    /** A CA's own certificates. */
    CA_CERTIFICATE("cACertificate"),
    /** What CAs certify of each other. */
    CROSS_CERTIFICATE_PAIR("crossCertificatePair"),
    /** A CA's CRLs. */
    CERTIFICATE_REVOCATION_LIST("certificateRevocationList"),
    /** A CA's CRLs of CAs. */
    AUTHORITY_REVOCATION_LIST("authorityRevocationList"),
    /** What changed since a CRL. */
    DELTA_REVOCATION_LIST("deltaRevocationList");

    private final String type;

    PublishedAttribute(String type) {
        this.type = type;
    }

    /**
     * The attribute's type.
     *
     * @return its name, without options
     */
    public String type() {
        return type;
    }

    static PublishedAttribute ofType(String type) {
        return Arrays.stream(values())
                .filter(each -> each.type.equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type + " is not published"));
    }
}
