package org.securemessaging.trust;

/** What the target of a path is asked for. */
enum PathPurpose {
    /** To protect mail. */
    MAIL,
    /** To sign CRLs. */
    CRL_SIGNING,
    /** To sign OCSP responses. */
    OCSP_SIGNING
}
