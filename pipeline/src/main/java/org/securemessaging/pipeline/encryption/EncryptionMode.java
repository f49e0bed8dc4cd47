package org.securemessaging.pipeline.encryption;

/** Which mail is encrypted; from the mildest on. */
public enum EncryptionMode {
    /** Mail whose sender asks for it, by a trigger. */
    ON_REQUEST,
    /**
     * Mail with a trigger, as the policy says; other mail for those who have a certificate, and in
     * clear for the rest.
     */
    OPPORTUNISTIC,
    /** All mail, as the policy says. */
    MANDATORY;

    /**
     * The one of two that lets less out in clear.
     *
     * @param other another mode
     * @return this one or the other
     */
    public EncryptionMode stricter(EncryptionMode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
