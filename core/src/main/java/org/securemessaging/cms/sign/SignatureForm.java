package org.securemessaging.cms.sign;

/** How a signed message is written (RFC 8551 §3.5). */
public enum SignatureForm {
    /** {@code multipart/signed}: everyone can read it, and everyone on the way can break it. */
    CLEAR,
    /** {@code application/pkcs7-mime}: only S/MIME programs can read it. */
    OPAQUE
}
