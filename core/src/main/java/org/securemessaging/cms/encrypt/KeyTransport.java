package org.securemessaging.cms.encrypt;

/** How a key is encrypted to an RSA key; other keys know only one way. */
public enum KeyTransport {
    /** RSAES-PKCS1-v1_5 (RFC 3370 §4.2.1), which every S/MIME program reads. */
    PKCS1_V1_5,
    /** RSAES-OAEP with SHA-256 (RFC 3560), which S/MIME 4.0 should read (RFC 8551 §2.3). */
    OAEP
}
