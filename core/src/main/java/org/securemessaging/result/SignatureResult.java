package org.securemessaging.result;

import java.util.Locale;

/**
 * What was found of a message's signature, in the words of RFC 7281 §3.1.
 *
 * <p>The order is that of {@link #worse}: of several findings the one that leaves the least trust
 * decides. Immutable and thread safe.
 */
public enum SignatureResult {
    /** The message carries no signature that counts for its status. */
    NONE,
    /** Integrity, identity, path, usage, revocation and algorithm policy all hold. */
    PASS,
    /** A status could not be had now; a later attempt may give a final result. */
    TEMPERROR,
    /** The signature verifies, but something about it is not acceptable here. */
    POLICY,
    /** Signed, but the signature has syntax errors or could not be processed. */
    NEUTRAL,
    /** The message can't be judged, now or later, for instance without a From field. */
    PERMERROR,
    /** The signature failed verification, or its certificate is revoked. */
    FAIL;

    /**
     * The keyword that RFC 8601 puts behind {@code smime=}.
     *
     * @return the keyword, in lower case
     */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The result that decides when both hold.
     *
     * @param other another result for the same thing
     * @return the one of the two that leaves less trust
     */
    public SignatureResult worse(SignatureResult other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * The result with a given keyword.
     *
     * @param keyword a keyword of RFC 7281, in any case
     * @return the result
     * @throws IllegalArgumentException if there is no such result
     */
    public static SignatureResult ofKeyword(String keyword) {
        return valueOf(keyword.toUpperCase(Locale.ROOT));
    }
}
