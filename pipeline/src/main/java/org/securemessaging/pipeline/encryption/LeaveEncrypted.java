package org.securemessaging.pipeline.encryption;

/** Which mail that arrives encrypted stays as it is; what does not is encrypted again. */
public enum LeaveEncrypted {
    /** None. */
    NONE,
    /** Mail that is one S/MIME envelope to certificates. */
    SMIME,
    /** That, and mail that is one OpenPGP message to public keys (RFC 3156). */
    SMIME_AND_PGP
}
