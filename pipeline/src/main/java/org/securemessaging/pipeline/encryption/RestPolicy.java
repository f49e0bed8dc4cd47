package org.securemessaging.pipeline.encryption;

/** What becomes of recipients whom a mail can't be encrypted for; from the mildest on. */
public enum RestPolicy {
    /** The recipient's mail is not encrypted at all. */
    NEVER,
    /** They get it in clear. */
    ENCRYPT_AND_CLEAR_REST,
    /** They do not get it, and the sender is told. */
    ENCRYPT_AND_BOUNCE_REST,
    /** Nobody gets it, and the sender is told. */
    ALL_OR_BOUNCE;

    /**
     * The one of two that lets less out in clear.
     *
     * @param other another policy
     * @return this one or the other
     */
    public RestPolicy stricter(RestPolicy other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
