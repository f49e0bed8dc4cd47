package org.securemessaging.trust;

/** What is asked of a certificate's revocation status. */
public enum RevocationMode {
    /** A status must be had: without one the result is {@code temperror}. */
    REQUIRE,
    /** A status is looked for; without one the certificate is accepted, and the reason is said. */
    PREFER,
    /** Revocation is not checked. */
    OFF
}
