package org.securemessaging.cms;

/** What came of checking one signature value. */
public enum SignatureOutcome {
    /** The signature is the key's over these octets. */
    VALID,
    /** It is not. */
    INVALID,
    /**
     * It can't be said: the algorithm, its parameters or the key are unknown, malformed or beyond a
     * limit. The findings tell which.
     */
    UNDECIDED
}
